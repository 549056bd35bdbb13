import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Breaker, type DialReport, OPEN_MS } from './breaker.js';

const NOW = 1_000;
const refusal = { code: '20003', message: 'Authenticate' };
const refused: DialReport = { accountRefused: refusal };

let breaker: Breaker;
beforeEach(() => {
  breaker = new Breaker();
});

const hear = (count: number, report: DialReport): boolean[] =>
  Array.from({ length: count }, () => breaker.report('some', report, NOW));
/** Tripped, and a single call let through. */
const probe = (): void => {
  breaker.report('some', refused, NOW);
  expect(breaker.admits('probe', NOW + OPEN_MS)).toBe(true);
};

describe('the breaker', () => {
  it('is not tripped by fewer than ten reports, nor by fewer than half of them', () => {
    hear(9, 'system-error');
    expect(breaker.isOpen).toBe(false);
    breaker = new Breaker();
    hear(11, 'ok');
    hear(9, 'system-error');
    expect(breaker.isOpen).toBe(false);
  });

  it('is tripped when half of the last twenty failed, however many went well before', () => {
    hear(50, 'ok');
    const tripped = hear(10, 'system-error');
    expect(tripped).toEqual([...Array.from({ length: 9 }, () => false), true]);
    expect(breaker).toMatchObject({ isOpen: true, retryAt: NOW + OPEN_MS, refusal: undefined });
  });

  it('is tripped at once by one refusal of the account, and says why', () => {
    hear(20, 'ok');
    expect(hear(1, refused)).toEqual([true]);
    expect(breaker).toMatchObject({ isOpen: true, retryAt: NOW + OPEN_MS, refusal });
  });

  it('lets nobody through until it is time, and then one call alone', () => {
    hear(1, refused);
    expect(breaker.admits('first', NOW + OPEN_MS - 1)).toBe(false);
    expect(breaker.admits('first', NOW + OPEN_MS)).toBe(true);
    expect(breaker.admits('first', NOW + OPEN_MS)).toBe(true);
    expect(breaker.admits('other', NOW + OPEN_MS)).toBe(false);
  });

  it('hears of none but the call that was let through', () => {
    probe();
    expect([...hear(3, 'ok'), ...hear(3, refused)]).not.toContain(true);
    expect(breaker.report('probe', 'ok', NOW + OPEN_MS)).toBe(true);
    expect(breaker).toMatchObject({ isOpen: false, retryAt: null });
  });

  it('begins anew once it has closed', () => {
    probe();
    breaker.report('probe', 'ok', NOW + OPEN_MS);
    hear(9, 'system-error');
    expect(breaker.isOpen).toBe(false);
  });

  it('lets the next one through when it was due, however late the failure of one is heard, and says why', () => {
    for (const heardAt of [OPEN_MS, OPEN_MS + 24_000, OPEN_MS + 60_000]) {
      breaker = new Breaker();
      probe();
      expect(breaker.report('probe', 'system-error', NOW + heardAt)).toBe(true);
      expect(breaker).toMatchObject({ isOpen: true, retryAt: NOW + 2 * OPEN_MS, refusal: undefined });
    }
  });

  it('loses nothing by a call that was let through and not dialled', () => {
    probe();
    breaker.missed('other', NOW + OPEN_MS + 5);
    expect(breaker.admits('next', NOW + OPEN_MS + 5)).toBe(false);
    breaker.missed('probe', NOW + OPEN_MS + 5);
    expect(breaker.admits('next', NOW + OPEN_MS + 5)).toBe(true);
  });

  it('goes on as another one left it', () => {
    breaker.restore(NOW + 5, refusal);
    expect(breaker).toMatchObject({ isOpen: true, retryAt: NOW + 5, refusal });
    expect([breaker.admits('a', NOW), breaker.admits('a', NOW + 5)]).toEqual([false, true]);
    breaker.restore(undefined);
    expect(breaker).toMatchObject({ isOpen: false, retryAt: null, refusal: undefined });
    expect(breaker.admits('b', NOW)).toBe(true);
  });

  it('trips exactly when ten or more of at most twenty are known and half of them failed', () => {
    const reports = fc.array(fc.constantFrom<DialReport>('ok', 'system-error'), { maxLength: 40 });
    fc.assert(
      fc.property(reports, (all) => {
        breaker = new Breaker();
        for (const [i, report] of all.entries()) {
          breaker.report('some', report, NOW);
          const last = all.slice(Math.max(0, i - 19), i + 1);
          const failed = last.filter((each) => each !== 'ok').length;
          expect(breaker.isOpen).toBe(last.length >= 10 && failed * 2 >= last.length);
          if (breaker.isOpen) return;
        }
      }),
    );
  });
});

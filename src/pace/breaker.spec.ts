import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterReports, type Breaker, CLOSED_BREAKER, type DialReport } from './breaker.js';

const now = new Date('2026-02-03T04:05:06.789Z');
const ok: DialReport = 'ok';
const failed: DialReport = 'system-error';
const times = (count: number, report: DialReport): DialReport[] =>
  Array.from({ length: count }, () => report);
const inMs = (ms: number): Date => new Date(now.getTime() + ms);

const probing: Breaker = { recent: [], openMs: 30_000, openUntil: inMs(30_000), probing: true, version: 4 };

describe('the breaker', () => {
  it('is not tripped by fewer than ten reports, nor by fewer than half of them', () => {
    expect(afterReports(CLOSED_BREAKER, times(9, failed), now)?.[1]).toBe('noted');
    const reports = [...times(11, ok), ...times(9, failed)];
    expect(afterReports(CLOSED_BREAKER, reports, now)?.[1]).toBe('noted');
  });

  it('is tripped for 30 s when half of the last twenty failed', () => {
    const [noted] = afterReports(CLOSED_BREAKER, times(30, ok), now) ?? [];
    expect(noted).toMatchObject({ recent: Array.from({ length: 20 }, () => 0), version: 1 });
    const [nearly = CLOSED_BREAKER] = afterReports(noted ?? CLOSED_BREAKER, times(9, failed), now) ?? [];
    expect(nearly).not.toHaveProperty('openUntil');
    expect(afterReports(nearly, [failed], now)).toEqual([
      { recent: [], openMs: 30_000, openUntil: inMs(30_000), probing: false, version: 3 },
      'tripped',
    ]);
  });

  it('hears nothing while it is tripped and no probe is under way', () => {
    expect(afterReports({ ...probing, probing: false }, [ok, failed], now)).toBeNull();
  });

  it('is closed by a probe that was taken, and begins anew', () => {
    expect(afterReports(probing, [ok, failed], now)).toEqual([{ recent: [], version: 5 }, 'closed']);
  });

  it('is tripped for twice as long by each probe that fails, up to five minutes', () => {
    const lengths: (number | undefined)[] = [];
    let breaker = probing;
    for (let n = 0; n < 5; n += 1) {
      const [next = breaker] = afterReports(breaker, [failed], now) ?? [];
      lengths.push(next.openMs);
      expect(next.openUntil).toEqual(inMs(next.openMs ?? 0));
      breaker = { ...next, probing: true };
    }
    expect(lengths).toEqual([60_000, 120_000, 240_000, 300_000, 300_000]);
  });

  it('need not be stored when all is well and was well', () => {
    const [well = CLOSED_BREAKER] = afterReports(CLOSED_BREAKER, times(20, ok), now) ?? [];
    expect(afterReports(well, times(3, ok), now)).toBeNull();
    expect(afterReports(well, [ok, failed], now)?.[1]).toBe('noted');
  });

  it('trips exactly when ten or more of at most twenty are known and half of them failed', () => {
    const reports = fc.array(fc.constantFrom(ok, failed), { maxLength: 40 });
    fc.assert(
      fc.property(reports, (all) => {
        let breaker = CLOSED_BREAKER;
        for (const [i, report] of all.entries()) {
          breaker = afterReports(breaker, [report], now)?.[0] ?? breaker;
          const last = all.slice(Math.max(0, i - 19), i + 1);
          const isDown =
            last.length >= 10 && last.filter((each) => each === failed).length * 2 >= last.length;
          expect(Boolean(breaker.openUntil)).toBe(isDown);
          if (isDown) return;
        }
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterReports, type Breaker, CLOSED_BREAKER, type DialReport } from './breaker.js';

const now = new Date('2026-02-03T04:05:06.789Z');
const ok: DialReport = 'ok';
const failed: DialReport = 'system-error';
const refusal = { code: '20003', message: 'Authenticate' };
const refused: DialReport = { accountRefused: refusal };
const times = (count: number, report: DialReport): DialReport[] =>
  Array.from({ length: count }, () => report);
const inMs = (ms: number): Date => new Date(now.getTime() + ms);

const probing: Breaker = { recent: [], openMs: 25_000, openUntil: inMs(25_000), probing: true, version: 4 };

describe('the breaker', () => {
  it('is not tripped by fewer than ten reports, nor by fewer than half of them', () => {
    expect(afterReports(CLOSED_BREAKER, times(9, failed), now)?.[1]).toBe('noted');
    const reports = [...times(11, ok), ...times(9, failed)];
    expect(afterReports(CLOSED_BREAKER, reports, now)?.[1]).toBe('noted');
  });

  it('is tripped for 25 s when half of the last twenty failed', () => {
    const [noted] = afterReports(CLOSED_BREAKER, times(30, ok), now) ?? [];
    expect(noted).toMatchObject({ recent: Array.from({ length: 20 }, () => 0), version: 1 });
    const [nearly = CLOSED_BREAKER] = afterReports(noted ?? CLOSED_BREAKER, times(9, failed), now) ?? [];
    expect(nearly).not.toHaveProperty('openUntil');
    expect(afterReports(nearly, [failed], now)).toEqual([
      { recent: [], openMs: 25_000, openUntil: inMs(25_000), probing: false, version: 3 },
      'tripped',
    ]);
  });

  it('hears nothing while it is tripped and no probe is under way', () => {
    expect(afterReports({ ...probing, probing: false }, [ok, failed], now)).toBeNull();
  });

  it('is tripped at once by one refusal of the account, whatever went well before, and keeps why', () => {
    for (const reports of [[refused], [...times(20, ok), refused, ok]]) {
      expect(afterReports(CLOSED_BREAKER, reports, now)).toEqual([
        { recent: [], openMs: 25_000, openUntil: inMs(25_000), probing: false, refusal, version: 1 },
        'tripped',
      ]);
    }
  });

  it('is closed by a probe that was taken, and begins anew', () => {
    for (const reports of [[ok], [ok, failed], [failed, ok]])
      expect(afterReports({ ...probing, refusal }, reports, now)).toEqual([
        { recent: [], version: 5 },
        'closed',
      ]);
  });

  it('lets the next probe through when it was due, however late the failure of one is heard', () => {
    for (const heardAt of [now, inMs(24_000), inMs(60_000)])
      expect(afterReports(probing, [failed], heardAt)).toEqual([{ ...probing, version: 5 }, 'failed-again']);
  });

  it('says why the last probe failed', () => {
    const [again] = afterReports(probing, [refused], now) ?? [];
    expect(again).toMatchObject({ refusal, probing: true });
    const [other] = afterReports(again ?? probing, [failed], now) ?? [];
    expect(other).not.toHaveProperty('refusal');
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

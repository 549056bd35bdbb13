import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Breaker, type DialReport } from './breaker.js';

const MINUTE_MS = 60_000;
/** Until a call is there to be tried. */
const NOTICE_MS = 5_000;
/** A time-out of a request that was sent. */
const HEAR_MS = 15_000;

interface Probe {
  noticeMs: number;
  hearMs: number;
  isLost: boolean;
  failure: DialReport;
}

const failures = fc.constantFrom<DialReport>('system-error', {
  accountRefused: { code: '20003', message: 'Authenticate' },
});
const probes = (mayBeLost: boolean): fc.Arbitrary<Probe[]> =>
  fc.array(
    fc.record({
      noticeMs: fc.integer({ min: 0, max: NOTICE_MS }),
      hearMs: fc.integer({ min: 0, max: HEAR_MS }),
      isLost: mayBeLost ? fc.boolean() : fc.constant(false),
      failure: failures,
    }),
    { minLength: 1, maxLength: 20 },
  );
const ends = fc.integer({ min: 0, max: 30 * MINUTE_MS });

/** Tries calls as they are let through; answers when the one was dialled that closed it. No two in turn are lost. */
const recover = (endsMs: number, all: Probe[]): number => {
  const breaker = new Breaker();
  breaker.report('', { accountRefused: { code: '20003', message: 'Authenticate' } }, 0);
  let now = 0;
  let wasLost = false;
  for (let n = 0; ; n += 1) {
    const { noticeMs, hearMs, isLost, failure } = all[n % all.length]!;
    const id = `call-${n}`;
    const at = Math.max(now, breaker.retryAt!) + noticeMs;
    if (!breaker.admits(id, at)) throw new Error(`not let through at ${at}`);
    wasLost = isLost && !wasLost;
    now = at;
    if (wasLost) continue;
    now += hearMs;
    breaker.report(id, at < endsMs ? failure : 'ok', now);
    if (!breaker.isOpen) return at;
  }
};

describe('after any outage', () => {
  it('a call is tried within a minute of its end, and closes the breaker', () => {
    fc.assert(
      fc.property(ends, probes(false), (endsMs, all) => {
        expect(recover(endsMs, all) - endsMs).toBeLessThanOrEqual(MINUTE_MS);
      }),
    );
  });

  it('one that is lost on the way costs no more than that', () => {
    fc.assert(
      fc.property(ends, probes(true), (endsMs, all) => {
        expect(recover(endsMs, all) - endsMs).toBeLessThanOrEqual(MINUTE_MS);
      }),
    );
  });

  it('whatever is reported, missed and tried in whatever order, a call is let through in time', () => {
    const ids = fc.constantFrom('a', 'b', 'c');
    const steps = fc.array(
      fc.tuple(
        fc.constantFrom('report', 'missed', 'admits'),
        ids,
        fc.oneof(fc.constant<DialReport>('ok'), failures),
        fc.integer({ min: 0, max: MINUTE_MS }),
      ),
      { maxLength: 100 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        const breaker = new Breaker();
        let now = 0;
        for (const [step, id, report, ms] of all) {
          now += ms;
          if (step === 'report') breaker.report(id, report, now);
          else breaker[step](id, now);
          expect((breaker.retryAt ?? now) - now).toBeLessThanOrEqual(MINUTE_MS / 2);
        }
        const at = breaker.retryAt ?? now;
        expect(breaker.admits('next', at)).toBe(true);
        breaker.report('next', 'ok', at);
        expect(breaker.isOpen).toBe(false);
      }),
    );
  });
});

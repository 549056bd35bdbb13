import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { afterReports, type DialReport } from './breaker.js';
import { PaceMemoryRepository } from './testing/pace.memory.repository.js';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-02-03T04:05:06.789Z');
/** Instances look whether they may dial every two seconds, and prepare a call before its slot. */
const NOTICE_MS = 5_000;
/** A time-out, and repeats while nothing was sent. */
const HEAR_MS = 15_000;

interface Outage {
  failure: DialReport;
  endsMs: number;
  /** For each probe in turn: how late it is let through, how late its end is heard, and whether it is missed. */
  probes: { noticeMs: number; hearMs: number; isMissed: boolean }[];
  /** How late the failure that trips is heard. */
  heardMs: number;
}

/** What was seen of the first probe after the outage that was not missed. */
interface Recovery {
  dialledMs: number;
  change: string | undefined;
  /** How many of five calls were let through after it. */
  granted: number;
}

const SLOTS = { instance: 'one', count: 5, gapMs: 1, leadMs: 0, horizonMs: 1_000, servedTurn: 0 };

async function recover({ failure, endsMs, probes, heardMs }: Outage): Promise<Recovery> {
  const paces = new PaceMemoryRepository();
  const report = async (heard: DialReport, ms: number): Promise<string | undefined> => {
    const { breaker } = await paces.find();
    const [changed, change] = afterReports(breaker, [heard], new Date(START + ms)) ?? [];
    if (changed) await paces.changeBreaker(breaker.version, changed);
    return change;
  };
  const letThrough = async (lateMs: number): Promise<number> => {
    const { openUntil } = (await paces.find()).breaker;
    const at = (openUntil?.getTime() ?? NaN) + lateMs;
    jest.setSystemTime(at);
    const { granted } = await paces.reserve(SLOTS);
    return granted === 1 ? at - START : NaN;
  };
  for (let n = 0; n < 10; n += 1) await report(failure, heardMs);
  let wasMissed = false;
  for (let n = 0; ; n += 1) {
    const { noticeMs, hearMs, isMissed } = probes[n % probes.length]!;
    const dialledMs = await letThrough(noticeMs);
    wasMissed = isMissed && !wasMissed;
    if (wasMissed) continue;
    const isOver = !(dialledMs < endsMs);
    const change = await report(isOver ? 'ok' : failure, dialledMs + hearMs);
    if (isOver) return { dialledMs, change, granted: (await paces.reserve(SLOTS)).granted };
  }
}

const failures = fc.constantFrom<DialReport>('system-error', {
  accountRefused: { code: '20003', message: 'Authenticate' },
});
const outages = (mayMiss: boolean): fc.Arbitrary<Outage> =>
  fc.record({
    failure: failures,
    endsMs: fc.integer({ min: 0, max: 30 * MINUTE_MS }),
    heardMs: fc.integer({ min: 0, max: HEAR_MS }),
    probes: fc.array(
      fc.record({
        noticeMs: fc.integer({ min: 0, max: NOTICE_MS }),
        hearMs: fc.integer({ min: 0, max: HEAR_MS }),
        isMissed: mayMiss ? fc.boolean() : fc.constant(false),
      }),
      { minLength: 1, maxLength: 20 },
    ),
  });

describe('after any outage', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('a call is tried within a minute of its end, and closes the breaker', async () => {
    await fc.assert(
      fc.asyncProperty(outages(false), async (outage) => {
        const { dialledMs, change, granted } = await recover(outage);
        expect(dialledMs - outage.endsMs).toBeLessThanOrEqual(MINUTE_MS);
        expect([change, granted]).toEqual(['closed', 5]);
      }),
    );
  });

  it('one that is missed, canceled or lost on the way costs no more than that', async () => {
    await fc.assert(
      fc.asyncProperty(outages(true), async (outage) => {
        const { dialledMs, change } = await recover(outage);
        expect(dialledMs - Math.max(outage.endsMs, outage.heardMs)).toBeLessThanOrEqual(MINUTE_MS);
        expect(change).toBe('closed');
      }),
    );
  });
});

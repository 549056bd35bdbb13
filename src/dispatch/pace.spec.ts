import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Pace } from './pace.js';

/** Somebody wants to send: so long after the last one was written, with a timer so late, and perhaps a hold before. */
interface Wish {
  afterMs: number;
  lateMs: number;
  holdMs?: number;
}

interface Sent {
  at: number;
  notBefore: number;
}

const sendAll = (limit: number, wishes: Wish[]): Sent[] => {
  const pace = new Pace(limit);
  let now = 0;
  let notBefore = -Infinity;
  return wishes.map(({ afterMs, lateMs, holdMs }) => {
    now += afterMs;
    if (holdMs !== undefined) {
      notBefore = Math.max(notBefore, now + holdMs);
      pace.hold(now + holdMs);
    }
    if (pace.next() > now) now = pace.next() + lateMs;
    pace.note(now);
    return { at: now, notBefore };
  });
};

const eagerly = (count: number): Wish[] => Array.from({ length: count }, () => ({ afterMs: 0, lateMs: 0 }));
const mostOf = (limit: number): number => Math.max(1, Math.floor(limit));

const limits = fc.oneof(
  fc.double({ min: 0.1, max: 200, noNaN: true }),
  fc.double({ min: 0.1, max: 4, noNaN: true }),
  fc.integer({ min: 1, max: 200 }),
);
const wishes = fc.array(
  fc.record(
    {
      afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_000 })),
      lateMs: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 40, noNaN: true })),
      holdMs: fc.integer({ min: -500, max: 5_000 }),
    },
    { requiredKeys: ['afterMs', 'lateMs'] },
  ),
  { minLength: 1, maxLength: 300 },
);

describe('the pace', () => {
  it('lets no second hold more than the limit, and below one no span of one over it', () => {
    fc.assert(
      fc.property(limits, wishes, (limit, all) => {
        const sent = sendAll(limit, all);
        const spanMs = 1_000 * Math.max(1, 1 / limit);
        for (const [n, { at }] of sent.slice(mostOf(limit)).entries())
          expect(at - sent[n]!.at).toBeGreaterThan(spanMs);
      }),
    );
  });

  it('writes nothing before a hold ends, nor two at once', () => {
    fc.assert(
      fc.property(limits, wishes, (limit, all) => {
        const sent = sendAll(limit, all);
        for (const { at, notBefore } of sent) expect(at).toBeGreaterThanOrEqual(notBefore);
        for (const [n, { at }] of sent.slice(1).entries())
          expect(at - sent[n]!.at).toBeGreaterThan(400 / limit);
      }),
    );
  });

  it('falls short by two in a hundred of whole calls a second, and of less than one', () => {
    fc.assert(
      fc.property(limits, (limit) => {
        const seconds = 20 * Math.max(1, 1 / limit);
        const perSecond = limit < 1 ? limit : Math.floor(limit);
        const sent = sendAll(limit, eagerly(Math.ceil(seconds * perSecond) + 1));
        expect(sent.at(-1)!.at).toBeLessThanOrEqual((1_020 * (sent.length - 1)) / perSecond + 1e-6);
      }),
    );
  });

  it.each([
    [0.5, [0, 2_040, 4_080]],
    [1.5, [0, 1_020, 2_040]],
    [2.5, [0, 255, 1_020, 1_275, 2_040]],
  ])('of %p a second', (limit, expected) => {
    expect(sendAll(limit, eagerly(expected.length)).map(({ at }) => at)).toEqual(expected);
  });
});

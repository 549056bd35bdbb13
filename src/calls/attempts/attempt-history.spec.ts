import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '../model/call.js';
import { someCall } from '../testing/call.factory.js';
import { tallyOf } from '../testing/attempt-history.memory.repository.js';
import { attemptsByNumber } from './attempt-history.js';

const SINCE = new Date('2026-03-04T00:00:00.000Z');
const after = (ms: number) => new Date(SINCE.getTime() + ms);
const TO = '+14155550123';

/** A call with an attempt for each of these changes. */
const callWith = (requestedBy: string | undefined, ...changes: Partial<Attempt>[]) => {
  const call = someCall({ to: TO, requestedBy }, SINCE);
  const [attempt] = call.attempts;
  return { ...call, attempts: changes.map((change) => ({ ...attempt!, ...change })) };
};

describe('what was dialled since a moment', () => {
  it('is all attempts from then on that were dialled, or may have been', () => {
    const calls = [
      callWith('key:1', { submission: 'accepted' }, { submission: 'unknown', createdAt: after(1) }),
      callWith('key:1', { submission: 'unsent' }, { submission: 'refused' }, { createdAt: after(-1) }),
      callWith('key:2', {}),
      callWith(undefined, {}),
    ];
    expect(tallyOf(calls, SINCE)).toEqual({
      calls: 4,
      callsBy: new Map([
        ['key:1', 2],
        ['key:2', 1],
      ]),
      spent: 0,
      unpriced: 4,
    });
  });

  it('costs the prices that are known, whatever their sign', () => {
    const prices = [{ price: '-0.25' }, { price: '0.5' }, { price: 'none' }, {}];
    expect(tallyOf([callWith(undefined, ...prices)], SINCE)).toEqual({
      calls: 4,
      callsBy: new Map(),
      spent: 0.75,
      unpriced: 1,
    });
  });
});

it('the attempts to a number are those of all calls to it, with their keys', () => {
  const calls = [
    callWith(
      undefined,
      { key: 'a' },
      { key: 'b', createdAt: after(-1) },
      { key: 'c', submission: 'refused' },
    ),
    callWith(undefined, { key: 'd', createdAt: after(5) }),
    { ...callWith(undefined), to: '+14155550124' },
  ];
  expect(attemptsByNumber(calls, SINCE)).toEqual(
    new Map([
      [
        TO,
        [
          { key: 'a', at: SINCE },
          { key: 'd', at: after(5) },
        ],
      ],
      ['+14155550124', []],
    ]),
  );
});

import { describe, expect, it } from '@jest/globals';
import type { Attempt, Call } from '../calls/model/call.js';
import { foldEvents } from '../calls/model/call-event.js';
import type { CallStatus } from '../calls/model/call-status.js';
import { someCall, someEvent } from '../calls/testing/call.factory.js';
import { nextCheck } from './next-check.js';

const start = new Date('2026-01-02T03:00:00.000Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const HOUR = 3600;

const callThat = (status: CallStatus, changes: Partial<Attempt> = {}): Call => {
  const call = someCall({}, start);
  const state = foldEvents([someEvent({ status, receivedAt: start })]);
  return { ...call, attempts: [{ ...call.attempts[0]!, submission: 'accepted', ...state, ...changes }] };
};

describe('when a call is looked into again', () => {
  it('is after the quiet time while it goes on', () => {
    expect(nextCheck(callThat('ringing'), after(500), 120)).toEqual(after(620));
    expect(nextCheck(callThat('in-progress'), after(9 * HOUR), 120)).toEqual(after(9 * HOUR + 120));
  });

  it('is ever later while nobody knows whether it was dialled', () => {
    const unknown = someCall({}, start);
    expect(nextCheck(unknown, after(10), 120)).toEqual(after(130));
    expect(nextCheck(unknown, after(1000), 120)).toEqual(after(2000));
    expect(nextCheck(unknown, after(10 * HOUR), 120)).toEqual(after(11 * HOUR));
  });

  it.each(['busy', 'no-answer', 'failed', 'canceled'] as const)('is never once it ended as %s', (status) => {
    expect(nextCheck(callThat(status), after(1), 120)).toBeNull();
  });

  it('is when the price may be known, for a day, once it was answered', () => {
    expect(nextCheck(callThat('completed'), after(10), 120)).toEqual(after(130));
    expect(nextCheck(callThat('completed'), after(3 * HOUR), 120)).toEqual(after(4 * HOUR));
    expect(nextCheck(callThat('completed'), after(25 * HOUR), 120)).toBeNull();
    expect(nextCheck(callThat('completed', { price: '-0.014' }), after(10), 120)).toBeNull();
  });
});

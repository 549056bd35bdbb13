import { randomBytes, randomUUID } from 'node:crypto';
import { type Call, newAttempt, newQueuedCall } from '../../src/calls/model/call.js';
import { type CallEvent, foldEvents } from '../../src/calls/model/call-event.js';
import { callRank } from '../../src/calls/model/call-status.js';
import type { Check } from '../../src/calls/model/call-check.js';

const HOUR_MS = 3_600_000;

const event = (changes: Partial<CallEvent>, receivedAt: Date): CallEvent => ({
  key: randomUUID(),
  source: 'callback',
  kind: 'status',
  receivedAt,
  params: {},
  ...changes,
});

/** A call that was heard of an hour ago for the last time, and whose check is due since a minute. */
const heardCall = (told: Partial<CallEvent>[], recordingEnabled: boolean, check: Check): Call => {
  const heardAt = new Date(Date.now() - HOUR_MS);
  const request = { to: '+14155550123', userExternalId: 'bench', recordingEnabled };
  const queued = newQueuedCall(request, { dueAt: heardAt, why: 'pace' }, { now: heardAt });
  const { wait: _wait, ...call } = queued;
  const events = told.map((each) => event(each, heardAt));
  const state = foldEvents(events);
  const sid = `CA${randomBytes(16).toString('hex')}`;
  return {
    ...call,
    check,
    rank: callRank(1, state.rank ?? 0),
    attempts: [{ ...newAttempt(1, heardAt), ...state, sid, submission: 'accepted', events }],
  };
};

const voice = { kind: 'voice', status: 'in-progress' } as const;
const dueSince = (n: number): Date => new Date(Date.now() - 60_000 - n);

/** Calls whose end was lost; every other one is recorded. */
export const lostEnds = (count: number): Call[] =>
  Array.from({ length: count }, (_, n) => heardCall([voice], n % 2 === 0, { urgency: 0, at: dueSince(n) }));

/** Calls of which no more than the price is to be learnt. */
export const priceChecks = (count: number): Call[] =>
  Array.from({ length: count }, (_, n) =>
    heardCall([voice, { status: 'completed' }], false, { urgency: 2, at: dueSince(n) }),
  );

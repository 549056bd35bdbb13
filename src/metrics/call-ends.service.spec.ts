import { expect, it } from '@jest/globals';
import type { CallChange } from '../calls/events/call-change.js';
import type { CallEvent } from '../calls/model/call-event.js';
import { rankOf } from '../calls/model/call-status.js';
import { CallEndsService } from './call-ends.service.js';

const at = new Date();
const over = { code: 'ended', message: '', at };
const event = (status: CallEvent['status'], source: CallEvent['source'] = 'callback'): CallEvent => ({
  key: 'k',
  source,
  kind: 'status',
  status,
  receivedAt: at,
  params: {},
});
const told = (status: CallEvent['status'], hasPlan?: boolean): CallChange => ({
  kind: 'told',
  ref: { callId: 'a', n: 1, sid: 'CA1', hasPlan },
  event: event(status),
  check: { urgency: 0, at },
});
const undialled = (hasPlan: boolean): CallChange => ({
  kind: 'undialled',
  callId: 'a',
  n: 1,
  submission: 'refused',
  reason: over,
  event: event('failed', 'atlas'),
  hasPlan,
});

it.each<[string, CallChange, string | null]>([
  ['at a wish', { kind: 'ended', callId: 'a', attempts: 0, status: 'canceled', over }, 'canceled'],
  ['with a plan', { kind: 'finished', callId: 'a', n: 2, rank: rankOf('busy', 'callback'), over }, 'busy'],
  ['without a plan', told('completed', false), 'completed'],
  ['never, by an attempt of a plan', told('completed', true), null],
  ['never, while it goes on', told('ringing', false), null],
  ['undialled', undialled(false), 'failed'],
  ['never, undialled with a plan', undialled(true), null],
  ['never, by feedback', { kind: 'rated', callId: 'a', at }, null],
])('a call ends %s', (_name, change, end) => {
  const ends = new CallEndsService();
  expect(ends.endOf({ callId: 'a', change })).toBe(end);
  expect(ends.endOf({ callId: 'a', change })).toBeNull();
});

import type { Schema } from '../api/client.js';

type Status = Schema<'Erasure'>['status'];
type Kind = Schema<'Erasure'>['kind'];

const count = new Intl.NumberFormat();
const calls = (n: number): string => (n === 1 ? '1 call' : `${count.format(n)} calls`);

const STATUSES: Record<Status, string> = { running: 'Goes on', waiting: 'Waits', done: 'Done' };
const KINDS: Record<Kind, string> = {
  user: 'A user, with the calls that were made for it',
  callee: 'Who was called under a number',
};

/** What the API calls collections, in words; one that is not here is called as the API does. */
const NAMES: Readonly<Record<string, string>> = {
  users: 'Account',
  calls: 'Calls',
  recordings: 'Recordings and transcriptions',
  'recording_sounds.chunks': 'Copies of recordings, in parts',
  feedback: 'Feedback',
  do_not_call: 'Do-not-call list',
  lanes: 'Places in the queue',
  unmatched_events: 'Callbacks without a call',
  idempotency_keys: 'Stored answers',
  deliveries: 'Deliveries to endpoints',
  events: 'Events for endpoints',
  audit_entries: 'Audit log',
  erasures: 'This receipt',
  holds: 'Holds',
};

export const privacyWords = {
  exportIt: 'Export',
  exporting: 'It is put together …',
  erase: 'Erase …',
  eraseAction: 'Erase for good',
  userTitle: (name: string): string => `Erase ${name}?`,
  userText: (name: string): string =>
    `The account of ${name} is deleted, and of every call that was made for it all that tells of a person: numbers, scripts, recordings here and at Twilio, what was said, feedback in words. Calls that wait are canceled, those that go on are hung up. This cannot be undone.`,
  numberTitle: (number: string): string => `Erase who was called under ${number}?`,
  numberText: (number: string): string =>
    `Of every call to ${number} all that tells of a person is deleted: the number, the script, recordings here and at Twilio, what was said, feedback in words. Calls that wait are canceled, those that go on are hung up. Where the number is on the do-not-call list it stays there, as a keyed hash. This cannot be undone.`,
  byNumber: 'A person by number',
  byNumberText: 'Who is no user and was called: all that is known of the calls to a number.',
  number: 'Number',
  notNumber: 'Write the number with its country: +14155550123.',
  receipts: 'Erasures',
  receiptsText: 'They name nobody.',
  receiptsNone: 'Nobody was erased yet.',
  all: 'All erasures',
  receipt: 'Receipt of an erasure',
  noErasure: 'There is no such erasure',
  statuses: STATUSES,
  kinds: KINDS,
  name: (collection: string): string => NAMES[collection] ?? collection,
  about: 'The erasure',
  facts: { kind: 'Of whom', status: 'State', requested: 'Asked for', finished: 'Done', id: 'Id' },
  id: 'the erasure’s id',
  notYet: 'not yet',
  going: 'What is still going on',
  goingText: 'It goes on by itself.',
  beginning: 'It is being erased.',
  waitingFor: (n: number): string =>
    `${calls(n)} ${n === 1 ? 'has' : 'have'} not ended yet: what belongs to ${n === 1 ? 'it' : 'them'} is erased after that.`,
  onHold: (n: number): string =>
    `${calls(n)} ${n === 1 ? 'is' : 'are'} on hold and left as ${n === 1 ? 'it is' : 'they are'} until somebody lifts that. All others are erased.`,
  toHolds: 'Calls on hold',
  lastLook: 'All was erased. What was being written meanwhile is looked for at',
  problem: (why: string): string => `It does not go on for now: ${why}`,
  erased: 'What was erased',
  erasedNone: 'Nothing yet.',
  erasedTotal: (n: number): string => (n === 1 ? '1 record' : `${count.format(n)} records`),
  count: (n: number): string => count.format(n),
  kept: 'What is left, and why',
  keptNotYet: 'It is told once the erasure is done.',
} as const;

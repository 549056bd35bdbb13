import { type CallEvent, evidenceOf } from '../model/call-event.js';
import type { FailureReason } from '../model/call-step.js';
import type { OutboxEntry, OutboxNews } from '../model/outbox-entry.js';
import type { CallChange } from './call-change.js';

const entry = (at: Date, news: OutboxNews): OutboxEntry => ({ at, ...news });

const toldOf = (n: number, event: CallEvent, reason?: FailureReason): OutboxEntry | null => {
  const { rank } = evidenceOf(event).greatest;
  if (rank === undefined) return null;
  return entry(event.occurredAt ?? event.receivedAt, { kind: 'told', n, rank, ...(reason && { reason }) });
};

/** Of a change that is stored now; null where others need not know. `n` is the attempt that is told of. */
export const entryOf = (change: CallChange, n = 1): OutboxEntry | null => {
  switch (change.kind) {
    case 'requested':
      return entry(change.call.createdAt, { kind: 'created' });
    case 'dialling':
      return entry(change.attempt.createdAt, { kind: 'dialling', n: change.attempt.n });
    case 'told':
      return toldOf(n, change.event);
    case 'undialled':
      return toldOf(change.n, change.event, change.reason);
    case 'undone':
    case 'postponed':
    case 'requeued':
      return entry(change.at, { kind: 'waiting', dueAt: change.wait.dueAt, why: change.wait.why });
    case 'rescheduled':
      return entry(change.at, { kind: 'rescheduled', dueAt: change.wait.dueAt });
    case 'finished':
    case 'ended':
      return entry(change.over.at, { kind: 'over' });
    case 'wished':
      return entry(change.wish.at, { kind: 'wished', wish: change.wish.kind });
    case 'recorded':
      return change.news ? entry(change.news.at, change.news.told) : null;
    case 'rated':
      return entry(change.at, { kind: 'rated' });
    case 'sealed':
    case 'unclear':
    case 'traceless':
    case 'erased':
      return null;
  }
};

/** What is added to a write, for its change to be told. */
export const noted = (told: OutboxEntry | null): { $push: object; $inc: object } =>
  told ? { $push: { outbox: told }, $inc: { untold: 1 } } : { $push: {}, $inc: {} };

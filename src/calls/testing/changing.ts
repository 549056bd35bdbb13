import type { AttemptRef, CallChange, Undialled } from '../events/call-change.js';
import type { ChangeOutcome } from '../events/change-outcome.js';
import { rankOf } from '../model/call-status.js';
import type { CallChangesRepository } from '../events/call-changes.repository.js';
import type { Attempt, Call, Wait } from '../model/call.js';
import type { FailureReason } from '../model/call-step.js';
import type { CallEvent } from '../model/call-event.js';

/** Stores changes of calls in the words of tests; each answers what became of it. */
export const changing = (changes: CallChangesRepository) => {
  const store = async (change: CallChange): Promise<ChangeOutcome> => (await changes.store(change)).outcome;
  const at = new Date('2026-01-01T00:00:00.000Z');
  return {
    store,
    insert: (call: Call) => store({ kind: 'requested', call }),
    /** The call is asked about then, unless news come first. */
    tell: (ref: AttemptRef, event: CallEvent, checkAt = at) =>
      store({ kind: 'told', ref, event, check: { urgency: 0, at: checkAt } }),
    undial: (callId: string, submission: Undialled['submission'], reason: FailureReason, event: CallEvent) =>
      store({ kind: 'undialled', callId, n: 1, submission, reason, event }),
    dial: (callId: string, version: number, attempt: Attempt, checkAt = at) =>
      store({ kind: 'dialling', callId, version, attempt, check: { urgency: 0, at: checkAt } }),
    postpone: (callId: string, version: number, wait: Wait) =>
      store({ kind: 'postponed', callId, version, wait, at }),
    /** After an attempt of which a callback told that the callee was busy. */
    requeue: (callId: string, n: number, wait: Wait) =>
      store({ kind: 'requeued', callId, n, rank: rankOf('busy', 'callback'), wait, at }),
    /** After an attempt whose end has this rank. */
    finish: (callId: string, n: number, rank: number, reason: FailureReason) =>
      store({ kind: 'finished', callId, n, rank, over: { ...reason, at } }),
    end: (callId: string, reason: FailureReason) =>
      store({ kind: 'ended', callId, attempts: 0, status: 'canceled', over: { ...reason, at } }),
  };
};

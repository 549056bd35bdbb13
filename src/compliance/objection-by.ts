import type { Objection } from '../calls/attempts/attempt-check.js';
import type { Forbidden } from '../calls/attempts/calling-rules.js';
import type { Call } from '../calls/model/call.js';
import { NOT_ALLOWED } from '../calls/model/call-step.js';

/** What a rule that forbids it means for a waiting call: it waits, or ends where it could not be dialled in time any more. */
export const objectionBy = ({ ruleAndWhy, until }: Forbidden, { wait }: Pick<Call, 'wait'>): Objection => {
  if (until && (!wait?.expiresAt || until < wait.expiresAt))
    return { kind: 'later', dueAt: until, why: 'rule' };
  return { kind: 'over', status: 'canceled', reason: { code: NOT_ALLOWED, message: ruleAndWhy } };
};

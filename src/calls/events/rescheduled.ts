import type { CallPlan } from '../../plan/call-plan.js';
import type { CallContent, Wait } from '../model/call.js';
import type { Amendments, CallStep } from '../model/call-step.js';

/** A client changes a waiting call, as it was found: what its next attempt says, and when that is. Never after a wish. */
export interface Rescheduled {
  kind: 'rescheduled';
  callId: string;
  version: number;
  /** How many attempts it has had. */
  attempts: number;
  /** Absent where it has none, and gets none. */
  plan?: CallPlan;
  content: CallContent;
  recordingEnabled: boolean;
  ringSeconds?: number;
  wait: Wait;
  changes: Amendments;
  at: Date;
}

/** How its timeline tells of it. */
export const rescheduledStep = ({ at, wait, changes }: Omit<Rescheduled, 'kind'>): CallStep => ({
  kind: 'rescheduled',
  at,
  why: wait.why,
  until: wait.dueAt,
  changes,
});

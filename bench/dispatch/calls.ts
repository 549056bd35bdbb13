import { randomUUID } from 'node:crypto';
import { type Call, newQueuedCall } from '../../src/calls/model/call.js';
import type { CallPlan } from '../../src/plan/call-plan.js';

/** Answers, and hangs up at once. */
export const CALLEE = '+14155550120';
const USERS = 20;

const PLAN: CallPlan = { machineDetection: 'none', priority: 5 };

/** Calls that wait as they were planned to, of twenty users in turn unless `user` says whose. */
export const waitingCalls = (
  count: number,
  dueAt: (i: number) => Date,
  user = (i: number): string => `user-${i % USERS}`,
): Call[] =>
  Array.from({ length: count }, (_, i) =>
    newQueuedCall(
      { to: CALLEE, userExternalId: user(i), recordingEnabled: false, plan: PLAN },
      { dueAt: dueAt(i), why: 'time' },
      { id: randomUUID() },
    ),
  );

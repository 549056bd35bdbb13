import type { CallPlan } from './call-plan.js';
import { firstDial } from './next-attempt.js';

const DAY_MS = 86_400_000;
export const MAX_DAYS_AHEAD = 30;

/** A field of a request and the rule that it breaks. */
export interface PlanFault {
  /** As the client wrote it: `retry.on`. */
  field: string;
  message: string;
}

/** One thing that the parts of a plan have to agree on. Parts that cannot be read are left out, and break nothing. */
export interface PlanRule {
  field: 'scheduled_at' | 'calling_window' | 'retry' | 'expires_at';
  /** The field below `field` that it is about. */
  below?: string;
  message: string;
  /** A plan that kept it may break it later. */
  isTimely: boolean;
  isKept: (plan: Partial<CallPlan>, now: Date) => boolean;
}

/** When a plan's call can be dialled at the earliest, its window aside. */
const earliest = ({ scheduledAt }: Partial<CallPlan>, now: Date): Date =>
  scheduledAt && scheduledAt > now ? scheduledAt : now;

/** In the order of a request's fields. */
export const PLAN_RULES: readonly PlanRule[] = [
  {
    field: 'scheduled_at',
    message: `must be in the future, at most ${MAX_DAYS_AHEAD} days ahead`,
    isTimely: true,
    isKept: ({ scheduledAt }, now) =>
      !scheduledAt || (scheduledAt > now && scheduledAt.getTime() - now.getTime() <= MAX_DAYS_AHEAD * DAY_MS),
  },
  {
    field: 'calling_window',
    message: 'must open before expires_at',
    isTimely: true,
    isKept: (plan, now) =>
      !plan.window ||
      (plan.expiresAt !== undefined && plan.expiresAt <= earliest(plan, now)) ||
      firstDial(plan, now).kind === 'dial-at',
  },
  {
    field: 'retry',
    below: 'on',
    message: 'may list voicemail only where machine_detection is enable or detect_message_end',
    isTimely: false,
    isKept: ({ retry, machineDetection }) => !retry?.on.includes('voicemail') || machineDetection !== 'none',
  },
  {
    field: 'retry',
    below: 'delays',
    message: 'must be at most max_attempts - 1 delays',
    isTimely: false,
    isKept: ({ retry }) =>
      !retry || !('delaysSeconds' in retry) || retry.delaysSeconds.length < retry.maxAttempts,
  },
  {
    field: 'expires_at',
    message: 'must be after scheduled_at',
    isTimely: false,
    isKept: ({ expiresAt, scheduledAt }) => !expiresAt || !scheduledAt || expiresAt > scheduledAt,
  },
  {
    field: 'expires_at',
    message: 'must be in the future',
    isTimely: true,
    isKept: ({ expiresAt }, now) => !expiresAt || expiresAt > now,
  },
];

/** What makes a plan impossible to carry out, in the order of a request's fields. */
export const validatePlan = (plan: Partial<CallPlan>, now: Date): PlanFault[] =>
  PLAN_RULES.filter(({ isKept }) => !isKept(plan, now)).map(({ field, below, message }) => ({
    field: below ? `${field}.${below}` : field,
    message,
  }));

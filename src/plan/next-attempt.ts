import type { CallPlan } from './call-plan.js';
import { nextOpening } from './calling-window.js';
import type { DialOutcome } from './dial-outcome.js';
import { retryDelay, shouldRetry } from './retry-policy.js';
import { MAX_SYSTEM_ERRORS, systemErrorDelayMs } from './system-errors.js';

/**
 * Why a call is dialled no more. `ended`: its last outcome asks for no other attempt. `never-repeated`: Twilio refused
 * it, or it may have been dialled. `attempts-used`: the plan allows no more. `system-errors`: too many of them.
 * `expired`: it could only be dialled at its expiry or later. `never-open`: its window never opens.
 */
export type WhyOver =
  'ended' | 'never-repeated' | 'attempts-used' | 'system-errors' | 'expired' | 'never-open';

export type NextAttempt = { kind: 'dial-at'; at: Date } | { kind: 'over'; why: WhyOver };

/** A dial that has ended. Both counts include it: `usedAttempts` where it used one up, else `systemErrors`. */
export interface EndedDial {
  plan: CallPlan;
  /** When it really ended: the retry clock starts here. */
  endedAt: Date;
  outcome: DialOutcome;
  /** Attempts that count against the plan: all but those `unsent`. */
  usedAttempts: number;
  /** Dials of this call that were `unsent`. */
  systemErrors: number;
  now: Date;
}

const over = (why: WhyOver): NextAttempt => ({ kind: 'over', why });

const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** The first moment from `from` on at which the plan lets its call be dialled, attempts aside. */
export const dialFrom = ({ window, expiresAt }: Partial<CallPlan>, from: Date): NextAttempt => {
  const at = window ? nextOpening(window, from) : from;
  if (!at) return over('never-open');
  return expiresAt && at >= expiresAt ? over('expired') : { kind: 'dial-at', at };
};

/** When a call that was never dialled is dialled. */
export const firstDial = (plan: Partial<CallPlan>, now: Date): NextAttempt =>
  dialFrom(plan, plan.scheduledAt ? later(plan.scheduledAt, now) : now);

/** Milliseconds from the end of the dial to the next one, or why there is none. */
const waitAfter = ({ plan, endedAt, outcome, usedAttempts, systemErrors }: EndedDial): number | WhyOver => {
  const { retry } = plan;
  if (outcome === 'refused' || outcome === 'unknown') return 'never-repeated';
  if (outcome === 'unsent') {
    if (usedAttempts >= (retry?.maxAttempts ?? 1)) return 'attempts-used';
    return systemErrors >= MAX_SYSTEM_ERRORS ? 'system-errors' : systemErrorDelayMs(systemErrors, endedAt);
  }
  if (!retry?.on.some((each) => each === outcome)) return 'ended';
  return shouldRetry(retry, outcome, usedAttempts) ? retryDelay(retry, usedAttempts) * 1000 : 'attempts-used';
};

/** Whether and when a call is dialled again after a dial of it has ended. */
export const planNext = (ended: EndedDial): NextAttempt => {
  const { plan, endedAt, now } = ended;
  const wait = waitAfter(ended);
  if (typeof wait !== 'number') return over(wait);
  return dialFrom(plan, later(new Date(endedAt.getTime() + wait), now));
};

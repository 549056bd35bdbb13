import { ValidationFailure } from '../common/validation/validation-failure.js';
import type { CallPlan } from './call-plan.js';
import type { CallingWindow } from './calling-window.js';
import type { PlanAnswerDto } from './dto/plan-answer.dto.js';
import type { CallingWindowFields, PlanFields, RetryFields } from './dto/plan-fields.js';
import type { PlanChanges } from './plan-changes.js';
import { validatePlan } from './plan-rules.js';
import { DEFAULT_DELAY_SECONDS, type RetryPolicy } from './retry-policy.js';

// Date reads the T and the Z of RFC 3339 in capitals only.
const toMoment = (time: string): Date => new Date(time.toUpperCase());

const toWindow = ({ days, start, end, time_zone: timeZone }: CallingWindowFields): CallingWindow => ({
  days,
  start,
  end,
  timeZone,
});

const toRetryPolicy = ({ max_attempts: maxAttempts, on, delays, ...retry }: RetryFields): RetryPolicy => ({
  maxAttempts,
  on,
  ...(delays
    ? { delaysSeconds: delays }
    : { delaySeconds: retry.delay_seconds ?? DEFAULT_DELAY_SECONDS, backoff: retry.backoff ?? 'fixed' }),
});

/** What the fields say, whether or not it can be carried out. */
export const readPlan = (fields: PlanFields): CallPlan => ({
  ...(fields.scheduled_at !== undefined && { scheduledAt: toMoment(fields.scheduled_at) }),
  ...(fields.calling_window && { window: toWindow(fields.calling_window) }),
  ...(fields.retry && { retry: toRetryPolicy(fields.retry) }),
  machineDetection: fields.machine_detection ?? 'none',
  ...(fields.expires_at !== undefined && { expiresAt: toMoment(fields.expires_at) }),
  priority: fields.priority ?? 0,
  ...(fields.metadata && { metadata: fields.metadata }),
  ...(fields.campaign_id !== undefined && { campaignId: fields.campaign_id }),
});

export const isPlanned = (fields: PlanFields): boolean =>
  [
    fields.scheduled_at,
    fields.calling_window,
    fields.retry,
    fields.machine_detection,
    fields.expires_at,
    fields.priority,
    fields.metadata,
    fields.campaign_id,
  ].some((field) => field !== undefined);

/**
 * The plan of a request that passed the pipe; undefined where it uses none of the fields of a plan. Throws
 * ValidationFailure for one that cannot be carried out now: call it where a repeat of an earlier request is known.
 */
export const toCallPlan = (fields: PlanFields, now = new Date()): CallPlan | undefined => {
  if (!isPlanned(fields)) return undefined;
  const plan = readPlan(fields);
  const [first, ...others] = validatePlan(plan, now);
  if (first) throw new ValidationFailure([first, ...others]);
  return plan;
};

/** What null stands for is taken away. */
type Clearable<T> = { [K in keyof T]?: T[K] | null };

const unlessNull = <T, R>(value: T | null | undefined, read: (value: T) => R): R | null | undefined =>
  value === null ? null : value === undefined ? undefined : read(value);

/** The changes of a plan in a request that passed the pipe. */
export const toPlanChanges = (
  fields: Clearable<Omit<PlanFields, 'metadata' | 'campaign_id'>>,
): PlanChanges => {
  const all: PlanChanges = {
    scheduledAt: unlessNull(fields.scheduled_at, toMoment),
    window: unlessNull(fields.calling_window, toWindow),
    retry: unlessNull(fields.retry, toRetryPolicy),
    machineDetection: fields.machine_detection,
    expiresAt: unlessNull(fields.expires_at, toMoment),
    priority: fields.priority,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
};

const toWindowFields = ({ days, start, end, timeZone }: CallingWindow): CallingWindowFields => ({
  days,
  start,
  end,
  time_zone: timeZone,
});

const toRetryFields = (retry: RetryPolicy): RetryFields => ({
  max_attempts: retry.maxAttempts,
  on: retry.on,
  ...('delaysSeconds' in retry
    ? { delays: retry.delaysSeconds }
    : { delay_seconds: retry.delaySeconds, backoff: retry.backoff }),
});

/** The fields of an answer for a call with this plan, or with none. */
export const toPlanAnswer = (plan?: CallPlan): Pick<PlanAnswerDto, keyof PlanAnswerDto> => ({
  scheduled_at: plan?.scheduledAt ?? null,
  calling_window: plan?.window ? toWindowFields(plan.window) : null,
  retry: plan?.retry ? toRetryFields(plan.retry) : null,
  machine_detection: plan?.machineDetection ?? 'none',
  expires_at: plan?.expiresAt ?? null,
  priority: plan?.priority ?? 0,
  metadata: plan?.metadata ?? null,
  campaign_id: plan?.campaignId ?? null,
});

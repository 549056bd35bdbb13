import type { Schema } from '../api/client.js';
import { fromLocalInput, toLocalInput } from '../api/local-time.js';
import { present } from '../api/search-values.js';
import { viewersZone } from '../ui/times.js';

type Body = Schema<'CreateCall'>;
/** What has a default may be left out, which the generated type does not say. */
type RetryInput = Pick<Schema<'Retry'>, 'max_attempts' | 'on'> & Partial<Schema<'Retry'>>;
export type PlaceInput = Pick<Body, 'to' | 'user_external_id'> &
  Partial<Omit<Body, 'retry'>> & { retry?: RetryInput | null };
type Call = Schema<'Call'>;
type Weekday = Schema<'CallingWindow'>['days'][number];
type RetryOn = Schema<'Retry'>['on'][number];

export const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
export const RETRY_ON: readonly RetryOn[] = ['no-answer', 'busy', 'failed', 'voicemail'];

/** When and how often, as the controls have it. */
export interface PlanDraft {
  /** As `<input type="datetime-local">` has it; empty: now. */
  scheduledAt: string;
  hasWindow: boolean;
  days: readonly Weekday[];
  start: string;
  end: string;
  zone: string;
  /** How often at most, the first time included. */
  attempts: string;
  on: readonly RetryOn[];
  /** Seconds; several with commas, one for each repeat. */
  pause: string;
  backoff: 'fixed' | 'exponential';
  machine: 'none' | 'enable' | 'detect_message_end';
  expiresAt: string;
  priority: string;
}

/** All that the form says. */
export interface Draft extends PlanDraft {
  to: string;
  user: string;
  script: string;
  isRecorded: boolean;
  ringSeconds: string;
  campaign: string;
  /** A line each: `name: value`. */
  metadata: string;
}

const NO_PLAN: Omit<PlanDraft, 'zone'> = {
  ...{ scheduledAt: '', hasWindow: false, days: WEEKDAYS.slice(0, 5), start: '09:00', end: '18:00' },
  ...{ attempts: '1', on: ['no-answer', 'busy'], pause: '600', backoff: 'fixed', machine: 'none' },
  ...{ expiresAt: '', priority: '0' },
};

export const emptyDraft = (to = ''): Draft => ({
  ...NO_PLAN,
  zone: viewersZone(),
  ...{ to, user: '', script: '', isRecorded: true, ringSeconds: '', campaign: '', metadata: '' },
});

type Plan = Pick<
  Call,
  'scheduled_at' | 'calling_window' | 'retry' | 'machine_detection' | 'expires_at' | 'priority'
>;

/** The plan of a call in the controls. */
export const planDraftOf = (plan: Plan): PlanDraft => {
  const { calling_window: window, retry } = plan;
  const pause = retry?.delays ? retry.delays.join(', ') : String(retry?.delay_seconds ?? 300);
  return {
    ...NO_PLAN,
    zone: window?.time_zone ?? viewersZone(),
    scheduledAt: toLocalInput(plan.scheduled_at ?? undefined),
    ...(window && { hasWindow: true, days: window.days, start: window.start, end: window.end }),
    ...(retry && {
      ...{ attempts: String(retry.max_attempts), on: retry.on, pause },
      backoff: retry.backoff ?? ('fixed' as const),
    }),
    machine: plan.machine_detection,
    expiresAt: toLocalInput(plan.expires_at ?? undefined),
    priority: String(plan.priority),
  };
};

const isAhead = (at: string | null, now: Date): boolean => at !== null && new Date(at) > now;

/** The same call once more: times that have passed are left out. */
export const draftAgain = (call: Call, now = new Date()): Draft => {
  const plan = planDraftOf(call);
  return {
    ...plan,
    ...(!isAhead(call.scheduled_at, now) && { scheduledAt: '' }),
    ...(!isAhead(call.expires_at, now) && { expiresAt: '' }),
    to: call.to_number,
    user: call.user_external_id,
    script: call.script ?? '',
    isRecorded: call.recording_enabled,
    ringSeconds: call.ring_timeout === null ? '' : String(call.ring_timeout),
    campaign: call.campaign_id ?? '',
    metadata: Object.entries(call.metadata ?? {})
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
  };
};

/** A moment, or what was written where it is none, which Atlas then refuses at its field. */
const momentOf = (text: string): string | undefined => fromLocalInput(text) ?? (text || undefined);
const numberOf = (text: string): number | undefined => (text.trim() === '' ? undefined : Number(text));

const retryOf = ({ attempts, on, pause, backoff }: PlanDraft): PlaceInput['retry'] | undefined => {
  const max = numberOf(attempts) ?? Number.NaN;
  if (max === 1) return undefined;
  const delays = pause.split(',').map((each) => Number(each.trim() || Number.NaN));
  const [delay = Number.NaN] = delays;
  const wait = delays.length > 1 ? { delays } : { delay_seconds: delay, backoff };
  return { max_attempts: max, on: [...on], ...wait };
};

/** What is sent of the plan; what stands for nothing is left out. */
export const planOf = (draft: PlanDraft): Partial<PlaceInput> => {
  const priority = numberOf(draft.priority);
  return present({
    scheduled_at: momentOf(draft.scheduledAt),
    calling_window: draft.hasWindow
      ? { days: [...draft.days], start: draft.start, end: draft.end, time_zone: draft.zone }
      : undefined,
    retry: retryOf(draft),
    machine_detection: draft.machine === 'none' ? undefined : draft.machine,
    expires_at: momentOf(draft.expiresAt),
    priority: priority === 0 ? undefined : priority,
  });
};

const metadataOf = (text: string): Record<string, string> | undefined => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return undefined;
  const split = (line: string): [string, string] => {
    const at = line.indexOf(':');
    return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  };
  return Object.fromEntries(lines.map(split));
};

/** What the form sends; a number may be written with spaces, dashes and brackets. */
export const inputOf = (draft: Draft): PlaceInput => ({
  to: draft.to.replaceAll(/[\s().-]/g, ''),
  user_external_id: draft.user.trim(),
  ...present({
    script: draft.script.trim() === '' ? undefined : draft.script,
    ring_timeout: numberOf(draft.ringSeconds),
    campaign_id: draft.campaign.trim() || undefined,
    metadata: metadataOf(draft.metadata),
  }),
  recording_enabled: draft.isRecorded,
  ...planOf(draft),
});

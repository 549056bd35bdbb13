import { isDeepStrictEqual } from 'node:util';
import type { CallPlan } from '../../plan/call-plan.js';
import { changePlan, NO_PLAN, type PlanChanges } from '../../plan/plan-changes.js';
import type { Call } from '../model/call.js';
import type { Amendments } from '../model/call-step.js';

/** What a client wants to change of a waiting call; null takes it away. */
export interface CallChanges {
  plan: PlanChanges;
  text?: string | null;
  ringSeconds?: number | null;
  recordingEnabled?: boolean | null;
}

/** What a call is to be dialled with. */
export type Amended = Pick<Call, 'plan' | 'content' | 'recordingEnabled' | 'ringSeconds'>;

const contentOf = (text: string | null | undefined, content: Call['content']): Call['content'] => {
  if (text === undefined) return content;
  return text?.trim() ? { kind: 'say', text } : { kind: 'say' };
};

/** What the call becomes; its plan is left out where it has none and needs none. */
export const amend = (call: Call, changes: CallChanges): Amended => {
  const { plan = NO_PLAN, ringSeconds } = call;
  const changed = changePlan(plan, changes.plan);
  const isPlanned = call.plan !== undefined || !isDeepStrictEqual(changed, NO_PLAN);
  const rings = changes.ringSeconds === undefined ? ringSeconds : (changes.ringSeconds ?? undefined);
  const records = changes.recordingEnabled === undefined ? call.recordingEnabled : changes.recordingEnabled;
  return {
    ...(isPlanned && { plan: changed }),
    content: contentOf(changes.text, call.content),
    recordingEnabled: records ?? true,
    ...(rings !== undefined && { ringSeconds: rings }),
  };
};

/** The plan's part of what is told of a change. */
export const PLAN_FIELDS = [
  ...['scheduledAt', 'callingWindow', 'retry'],
  ...['machineDetection', 'expiresAt', 'priority'],
];

type Told = Amendments[string]['from'];

const lengthInWords = (text?: string): string | null => (text ? `${text.length} characters` : null);

const windowInWords = ({ window }: CallPlan): string | null =>
  window ? `${window.start} to ${window.end} ${window.timeZone}, ${window.days.join(' ')}` : null;

const retryInWords = ({ retry }: CallPlan): string | null => {
  if (!retry) return null;
  const delays =
    'delaysSeconds' in retry ? retry.delaysSeconds.join(', ') : `${retry.delaySeconds} ${retry.backoff}`;
  return `${retry.maxAttempts} attempts, on ${retry.on.join(' ')}, after ${delays} seconds`;
};

/** In a line each; of what is said only how long it is, for it may be about the callee. */
const inWords = ({ plan = NO_PLAN, content, recordingEnabled, ringSeconds }: Amended) => ({
  scheduledAt: plan.scheduledAt ?? null,
  callingWindow: windowInWords(plan),
  retry: retryInWords(plan),
  machineDetection: plan.machineDetection,
  expiresAt: plan.expiresAt ?? null,
  priority: plan.priority,
  script: lengthInWords(content.text),
  recordingEnabled: String(recordingEnabled),
  ringTimeout: ringSeconds ?? null,
});

/** What differs, for people; empty where nothing does. */
export const amendmentsBetween = (before: Amended, after: Amended): Amendments => {
  const [from, to] = [inWords(before), inWords(after)] as [Record<string, Told>, Record<string, Told>];
  const isOther = (name: string): boolean =>
    name === 'script'
      ? before.content.text !== after.content.text
      : JSON.stringify(from[name]) !== JSON.stringify(to[name]);
  return Object.fromEntries(
    Object.keys(to)
      .filter(isOther)
      .map((name) => [name, { from: from[name] ?? null, to: to[name] ?? null }]),
  );
};

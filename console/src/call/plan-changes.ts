import type { Schema } from '../api/client.js';
import { type Draft, inputOf, type PlaceInput, type PlanDraft, planDraftOf } from '../place/draft.js';

type Call = Schema<'Call'>;
type Changes = Schema<'Reschedule'>;

export type EditDraft = PlanDraft & Pick<Draft, 'script' | 'isRecorded' | 'ringSeconds'>;

export const editDraftOf = (call: Call): EditDraft => ({
  ...planDraftOf(call),
  script: call.script ?? '',
  isRecorded: call.recording_enabled,
  ringSeconds: call.ring_timeout === null ? '' : String(call.ring_timeout),
});

const FIELDS = [
  ...(['scheduled_at', 'calling_window', 'retry', 'machine_detection', 'expires_at', 'priority'] as const),
  ...(['script', 'ring_timeout', 'recording_enabled'] as const),
];

const inputBy = (draft: EditDraft): PlaceInput =>
  inputOf({ ...draft, to: '', user: '', campaign: '', metadata: '' });

/** The fields that were touched; null for what was taken away. */
export const changesOfPlan = (before: EditDraft, after: EditDraft): Changes => {
  const [from, to] = [inputBy(before), inputBy(after)];
  const touched = FIELDS.filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]));
  return Object.fromEntries(touched.map((name) => [name, to[name] ?? null])) as Changes;
};

/** The plan that the call has then. */
export const resultOf = (call: Call, changes: Changes): Partial<PlaceInput> => {
  const now = { scheduled_at: call.scheduled_at, calling_window: call.calling_window, retry: call.retry };
  const { machine_detection, expires_at, priority } = call;
  const all = Object.entries({ ...now, machine_detection, expires_at, priority, ...changes });
  return Object.fromEntries(all.filter(([, value]) => value !== null)) as Partial<PlaceInput>;
};

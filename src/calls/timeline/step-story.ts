import type { Call } from '../model/call.js';
import type { CallStep } from '../model/call-step.js';
import { changesBetween, type View } from './shown-changes.js';
import type { TimelineEvent } from './timeline-event.js';

const paramsOf = (step: CallStep): Record<string, string> => {
  if (step.kind === 'over' || step.kind === 'undone') return { ...step.reason };
  return {};
};

/** What only a client can do is told as the client's. */
const isByClient = ({ kind }: CallStep): boolean =>
  kind === 'hangup' || kind === 'cancel' || kind === 'feedback' || kind === 'rescheduled';

const entryOf = (step: CallStep, at: number): Omit<TimelineEvent, 'changes'> => ({
  key: `${at}:${step.kind}`,
  attempt: null,
  source: isByClient(step) ? 'client' : 'atlas',
  kind: step.kind,
  status: null,
  receivedAt: step.at,
  errorCode: step.kind === 'undone' ? step.reason.code : undefined,
  params: paramsOf(step),
});

const request = ({ createdAt }: Call): TimelineEvent => ({
  key: 'requested',
  attempt: null,
  source: 'client',
  kind: 'requested',
  status: null,
  receivedAt: createdAt,
  changes: {},
  params: {},
});

/** What happened to the call itself, beginning with the request for it. */
export const stepStory = (call: Call): TimelineEvent[] => {
  let view: View = {};
  const told = (call.steps ?? []).map((step, at): TimelineEvent => {
    const before = view;
    if (step.kind === 'waiting' || step.kind === 'rescheduled')
      view = { waitingFor: step.why, waitingUntil: step.until };
    const amended = step.kind === 'rescheduled' ? step.changes : {};
    return { ...entryOf(step, at), changes: { ...amended, ...changesBetween(before, view) } };
  });
  return [request(call), ...told];
};

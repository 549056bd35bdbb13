import type { Attempt } from '../model/call.js';
import { durationOf, endedAtOf } from '../model/attempt-times.js';
import { type AttemptState, type CallEvent, foldEvent, foldEvents, statusOf } from '../model/call-event.js';
import { ALREADY_KNOWN, whyIgnored } from './ignored-event.js';
import { changesBetween, type View } from './shown-changes.js';
import type { TimelineEvent } from './timeline-event.js';

/** What is shown of an attempt's state. */
export const viewOf = (state: AttemptState): View => ({
  status: statusOf(state),
  startedAt: state.startedAt,
  answeredAt: state.answeredAt,
  endedAt: endedAtOf(state),
  duration: durationOf(state),
  direction: state.direction,
  answeredBy: state.answeredBy,
  sipCode: state.sipCode,
  errorCode: state.errorCode,
  price: state.price,
  priceUnit: state.priceUnit,
});

/** What is known of the request to dial: not folded, but settled by the first word from Twilio. */
const submissionAfter = (known: View, event: CallEvent, sid: string | undefined): View => {
  const { source, kind, params } = event;
  if (known.sid) return known;
  if (source !== 'atlas') return { ...known, submission: 'accepted', sid };
  if (kind !== 'submission') return known;
  const failureReason = [params.code, params.message].filter(Boolean).join(' ');
  return { ...known, submission: params.outcome ?? 'unsent', failureReason };
};

const entryOf = (attempt: number, event: CallEvent): Omit<TimelineEvent, 'changes'> => ({
  key: event.key,
  attempt,
  source: event.source,
  kind: event.kind,
  status: event.status ?? null,
  occurredAt: event.occurredAt,
  receivedAt: event.receivedAt,
  sipCode: event.sipCode,
  errorCode: event.params.ErrorCode ?? event.params.code,
  params: event.params,
  leftOut: event.leftOut,
});

const beginning = ({ n, createdAt }: Attempt, view: View): TimelineEvent => ({
  key: 'created',
  attempt: n,
  source: 'atlas',
  kind: 'created',
  status: 'initiated',
  receivedAt: createdAt,
  changes: changesBetween({}, view),
  params: {},
});

/** What the events that are not kept changed together: the state is the join of them, too. */
const restOf = (
  attempt: Attempt,
  unkept: number,
  before: View,
  receivedAt = attempt.createdAt,
): TimelineEvent => {
  const changes = changesBetween(before, { ...before, ...viewOf(attempt) });
  return {
    key: 'unkept',
    attempt: attempt.n,
    source: 'atlas',
    kind: 'unkept',
    status: null,
    receivedAt,
    changes,
    ...(Object.keys(changes).length === 0 && { ignored: ALREADY_KNOWN }),
    params: { unkept: String(unkept) },
  };
};

/** Each event of an attempt with what it changed, in the order of arrival, after the attempt's beginning. */
export const attemptStory = (attempt: Attempt): TimelineEvent[] => {
  let state = foldEvents([]);
  let view: View = { ...viewOf(state), submission: 'unknown' };
  let submission: View = { submission: 'unknown' };
  const story = [beginning(attempt, view)];
  const events = (attempt.events ?? []).toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
  for (const event of events) {
    const after = foldEvent(state, event);
    submission = submissionAfter(submission, event, attempt.sid);
    const shown = { ...viewOf(after), ...submission };
    const changes = changesBetween(view, shown);
    // What Twilio logged is told for its own sake.
    const isIgnored = Object.keys(changes).length === 0 && event.kind !== 'notification';
    story.push({
      ...entryOf(attempt.n, event),
      changes,
      ...(isIgnored && { ignored: whyIgnored(state, event) }),
    });
    [state, view] = [after, shown];
  }
  if (attempt.unkept) story.push(restOf(attempt, attempt.unkept, view, story.at(-1)?.receivedAt));
  return story;
};

import type { RecordingHistory } from '../../recordings/recording.js';
import { type Call, callStatus } from '../model/call.js';
import type { CallEvent } from '../model/call-event.js';
import type { CallStatus } from '../model/call-status.js';
import { attemptStory } from './attempt-story.js';
import { stepStory } from './step-story.js';
import { recordingStory } from './recording-story.js';
import type { TimelineEvent } from './timeline-event.js';

export interface Timeline {
  callId: string;
  status: CallStatus;
  /** How many of Twilio's answers changed what Atlas knew, because Atlas had asked. */
  repairs: number;
  /** In the order of arrival. */
  events: TimelineEvent[];
}

/** All that was told of a call. */
export interface CallHistory {
  /** With its events. */
  call: Call;
  recordings: RecordingHistory[];
  /** What came for one of its attempts under another SID. */
  mismatched: { attempt: number; event: CallEvent }[];
}

const MISMATCHED = 'the attempt has another SID';

const isRepair = ({ source, kind, changes }: TimelineEvent): boolean =>
  source === 'api' &&
  kind !== 'submission' &&
  kind !== 'hangup' &&
  kind !== 'cancel' &&
  Object.keys(changes).length > 0;

/** The first callback of a recording can be what brought the SID: one delivery, told by both stories. */
const joined = (calls: TimelineEvent[], recordings: TimelineEvent[]): TimelineEvent[] => {
  const nameOf = ({ attempt, key }: TimelineEvent) => `${attempt} ${key}`;
  const twice = new Map(calls.filter(({ kind }) => kind === 'recording').map((each) => [nameOf(each), each]));
  const told = recordings.map((event) => {
    const twin = twice.get(nameOf(event));
    if (!twin) return event;
    twice.delete(nameOf(event));
    const changes = { ...twin.changes, ...event.changes };
    return { ...event, changes, ignored: Object.keys(changes).length > 0 ? undefined : event.ignored };
  });
  return [...calls.filter((each) => each.kind !== 'recording' || twice.has(nameOf(each))), ...told];
};

/** What every event changed, found by folding them again in the order of arrival. */
export const timelineOf = ({ call, recordings, mismatched }: CallHistory): Timeline => {
  const stray = mismatched.map(({ attempt, event }): TimelineEvent => ({
    ...event,
    attempt,
    status: event.status ?? null,
    errorCode: undefined,
    changes: {},
    ignored: MISMATCHED,
  }));
  const attempts = joined(call.attempts.flatMap(attemptStory), recordings.flatMap(recordingStory));
  const events = [...stepStory(call), ...attempts];
  return {
    callId: call.id,
    status: callStatus(call),
    repairs: events.filter(isRepair).length,
    events: [...events, ...stray].sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime()),
  };
};

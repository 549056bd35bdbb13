import { isGone } from '../calls/model/attempt-times.js';
import type { Attempt, Call } from '../calls/model/call.js';
import { type CallEvent, statusOf, tellsEnd } from '../calls/model/call-event.js';
import { type CallStatus, isFinal } from '../calls/model/call-status.js';
import type { Recording } from '../recordings/recording.js';

/** What is known of an attempt: it decides what is still to be learnt. */
export interface AttemptFacts {
  attempt: Attempt;
  status: CallStatus;
  recordingEnabled: boolean;
  recordings: Recording[];
  /** When anything was last heard of it. */
  heardAt: Date;
  /** When it ended; when it was made, while its end is not known. */
  endedAt: Date;
  /** Twilio told how it ended; that Twilio accepted our wish to end it is not enough. */
  isEndTold: boolean;
  /** Since when the call counts as unknown to Twilio. */
  goneAt?: Date;
  /** Whether Twilio asked Atlas what the call is to say. */
  wasAsked: boolean;
}

const timesOf = (events: CallEvent[]): number[] => events.map(({ receivedAt }) => receivedAt.getTime());

const earliest = (times: (number | undefined)[]): Date | undefined => {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? new Date(Math.min(...known)) : undefined;
};

/** The call's attempt with its events, and the recordings of it. */
export const factsOf = (call: Call, attempt: Attempt, recordings: Recording[]): AttemptFacts => {
  const { events = [], createdAt } = attempt;
  const ends = events.filter(({ status }) => status && isFinal(status));
  // Twilio's or the simulator's clock may run ahead of ours: an end counts from when it was heard of, at the latest.
  const endedAt = earliest([attempt.endedAt?.getTime(), ...timesOf(ends)]);
  return {
    attempt,
    status: statusOf(attempt),
    recordingEnabled: call.recordingEnabled,
    recordings: recordings.filter(({ attempt: n }) => n === attempt.n),
    heardAt: new Date(Math.max(createdAt.getTime(), ...timesOf(events))),
    endedAt: endedAt ?? createdAt,
    isEndTold: events.some(tellsEnd),
    goneAt: isGone(attempt) ? earliest(timesOf(events.filter(({ kind }) => kind === 'gone'))) : undefined,
    wasAsked: events.some(({ kind }) => kind === 'voice'),
  };
};

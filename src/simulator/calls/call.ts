import type { Callee } from '../callees/callee.js';
import type { CallClock } from '../call-clock.js';
import type { WebhookRecord } from '../callbacks/webhook.js';
import type { CallRecording } from '../recordings/recording.js';
import type { CallNotification } from './notification.js';
import type { CallRequest } from './call-request.js';
import type { CallStatus } from './call-status.js';

/** Twilio's words for who picked up. */
export type AnsweredBy =
  | 'human'
  | 'machine_start'
  | 'machine_end_beep'
  | 'machine_end_silence'
  | 'machine_end_other'
  | 'fax'
  | 'unknown';

/** One thing that happened on the line, for the truth. */
export interface StoryLine {
  at: Date;
  what:
    | 'dialled'
    | 'answered'
    | 'detected'
    | 'said'
    | 'played'
    | 'paused'
    | 'heard'
    | 'pressed'
    | 'recorded'
    | 'ended';
  text: string;
  /** Simulated seconds that it took. */
  seconds?: number;
}

/** All that is known about one call. What is live (the line, the timers) is elsewhere. */
export interface Call {
  readonly sid: string;
  readonly accountSid: string;
  /** The same in every run with the same requests, whatever the timing: the number and how many calls it had. */
  readonly key: string;
  readonly request: CallRequest;
  readonly dateCreated: Date;
  /** Simulated milliseconds that it was expected to wait in the queue. */
  readonly queueTimeMs: number;
  clock: CallClock;
  callee: Callee;
  status: CallStatus;
  dateUpdated: Date;
  startTime: Date | null;
  answerTime: Date | null;
  endTime: Date | null;
  /** Milliseconds of the real clock at its end: prices and events become known some time after it. */
  endedAtReal: number | null;
  durationSeconds: number | null;
  answeredBy: AnsweredBy | null;
  sipCode: number | null;
  endReason: string | null;
  /** Deleted over the REST API: only the truth still shows it. */
  isDeleted: boolean;
  /** Forgotten by a reset: nothing is sent for it any more. */
  isForgotten: boolean;
  /** To be told of each change, so that the call can be kept; `now`: before anybody else learns of it. */
  readonly changed: (when?: 'now') => void;
  readonly story: StoryLine[];
  readonly webhooks: WebhookRecord[];
  readonly recordings: CallRecording[];
  readonly notifications: CallNotification[];
}

/** A call before the store has it. */
export type NewCall = Omit<Call, 'changed'>;

/** The most lines that a story keeps: a TwiML document in a loop would add them without end. */
const MAX_STORY_LINES = 1000;

/** Adds a line to the call's story, at the call's present. */
export function tell(call: Call, what: StoryLine['what'], text: string, seconds?: number): StoryLine {
  const line: StoryLine = { at: call.clock.now(), what, text, ...(seconds !== undefined && { seconds }) };
  if (call.story.length < MAX_STORY_LINES) call.story.push(line);
  call.changed();
  return line;
}

import type { CallEvent } from '../model/call-event.js';
import type { CallStep } from '../model/call-step.js';
import type { Source } from '../model/call-status.js';

export type Shown = string | number | Date | null;
/** What an event changed, by the name of the field. */
export type Changes = Record<string, { from: Shown; to: Shown }>;

/** One thing that was learnt about a call, and what that changed, or why it changed nothing. */
export interface TimelineEvent {
  /** The event's own; unique within its attempt or its recording. */
  key: string;
  /** Null for what happened to the call itself. */
  attempt: number | null;
  source: Source | 'client';
  /** `created` is the attempt's own beginning; a `transcription` is told with its recording; `unkept` sums up those that are not kept. */
  kind: CallEvent['kind'] | CallStep['kind'] | 'requested' | 'created' | 'transcription' | 'unkept';
  /** The status that it told: of the call, or of the recording or transcription that it is about. */
  status: string | null;
  /** When Twilio says that it happened. */
  occurredAt?: Date;
  receivedAt: Date;
  recordingSid?: string;
  changes: Changes;
  /** Why it changed nothing; absent where it changed something, and where it only asked or was logged. */
  ignored?: string;
  sipCode?: number;
  /** Twilio's error code, or that of a failed connection. */
  errorCode?: string;
  /** What came, as far as it is kept. */
  params: Record<string, string>;
  /** Names of what came and is not kept. */
  leftOut?: string[];
}

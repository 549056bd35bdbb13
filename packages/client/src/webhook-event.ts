/** What an event is about; `call.ended` is one. */
type Subject = 'call' | 'attempt' | 'recording' | 'transcription' | 'feedback';

/** Something that Atlas tells of a call. */
export interface WebhookEvent {
  /** The same however often the event is sent: remember it, and do nothing the second time. */
  id: string;
  type: `${Subject}.${string}`;
  /** When it happened, RFC 3339. */
  timestamp: string;
  data: {
    call_id: string;
    /** Counts the events of the call: one with a lower number that comes later is older. */
    sequence: number;
    [field: string]: unknown;
  };
}

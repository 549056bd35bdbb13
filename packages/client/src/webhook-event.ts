/** What an event of a call is about; `call.ended` is one. */
type Subject = 'call' | 'attempt' | 'recording' | 'transcription' | 'feedback';

interface Event<Type extends string, Data> {
  /** The same however often the event is sent: remember it, and do nothing the second time. */
  id: string;
  type: Type;
  /** When it happened, RFC 3339. */
  timestamp: string;
  data: Data & { [field: string]: unknown };
}

/** Something that Atlas tells of a call, or of the endpoints that it tells. */
export type WebhookEvent =
  | Event<
      `${Subject}.${string}`,
      {
        call_id: string;
        /** Counts the events of the call: one with a lower number that comes later is older. */
        sequence: number;
      }
    >
  | Event<`subscription.${string}`, object>;

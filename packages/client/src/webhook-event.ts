import type { Schema } from './schema-types.js';

type Named = Schema<'CreateSubscription'>['types'][number];
/** Everything that may be told of, by its name. */
type EventType = Exclude<Named, '*' | `${string}.*`>;
type Elsewhere = Extract<EventType, `subscription.${string}`>;

interface Told<Type extends EventType, Data> {
  /** The same however often the event is sent: remember it, and do nothing the second time. */
  id: string;
  type: Type;
  /** When it happened, RFC 3339. */
  timestamp: string;
  data: Data & { [field: string]: unknown };
}

interface OfCall {
  call_id: string;
  /** Counts the events of the call: one with a lower number that comes later is older. */
  sequence: number;
}

/** Something that Atlas tells of a call, or of the endpoints that it tells. */
export type WebhookEvent = Told<Exclude<EventType, Elsewhere>, OfCall> | Told<Elsewhere, object>;

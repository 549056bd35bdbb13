import { randomUUID } from 'node:crypto';
import type { EventType } from './event-types.js';

/** Something that is told to endpoints. Its body is written once: every endpoint, at every try, gets the same bytes. */
export interface Event {
  /** The `webhook-id`: the same at every try and replay. */
  id: string;
  type: EventType;
  /** When it happened. */
  at: Date;
  /** When it was written down, by the database's clock; the order of the log. */
  createdAt: Date;
  /** The call that it is about, if any. */
  callId?: string;
  /** Its number among the events of the call, from 1. */
  sequence?: number;
  /** JSON. */
  body: string;
}

/** One that is to be written down. */
export type NewEvent = Omit<Event, 'createdAt'>;

/** What an endpoint is sent, as JSON. */
export const bodyOf = (type: EventType, at: Date, data: object): string =>
  JSON.stringify({ type, timestamp: at.toISOString(), data });

/** Something that happens now, and to no call. */
export const newEvent = (type: EventType, data: object): NewEvent => {
  const at = new Date();
  const id = `evt_${randomUUID().replaceAll('-', '')}`;
  return { id, type, at, body: bodyOf(type, at, data) };
};

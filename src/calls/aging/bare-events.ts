import type { CallEvent } from '../model/call-event.js';
import type { LaterOfCall } from '../model/later-events.js';

/** The event without the fields as they came: what was learnt from them stays. */
export const bareEvent = (event: CallEvent): CallEvent => ({ ...event, params: {} });

const bareArrivals = <A extends { event: CallEvent }>(arrivals: Record<string, A>): Record<string, A> =>
  Object.fromEntries(
    Object.entries(arrivals).map(([sort, arrival]) => [
      sort,
      { ...arrival, event: bareEvent(arrival.event) },
    ]),
  );

export const bareLater = (later: LaterOfCall): LaterOfCall =>
  Object.fromEntries(
    Object.entries(later).map(([attempt, events]) => [
      attempt,
      events && { ...events, first: bareArrivals(events.first), last: bareArrivals(events.last) },
    ]),
  );

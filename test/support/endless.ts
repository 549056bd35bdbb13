/** The path whose answer has no end. */
export const ENDLESS_PATH = '/calls/stream';

/** The path, asked so that its answer ends: who is let in is refused by what is wrong with the request. */
export const ending = (path: string): string => (path === ENDLESS_PATH ? `${path}?last_event_id=` : path);

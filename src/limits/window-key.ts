export const MINUTE_MS = 60_000;

/** Under which key the requests of a caller are counted, for the limit of this name. */
export const windowKey = (limit: string, caller: string): string => `${limit} ${caller}`;

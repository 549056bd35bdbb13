const YEAR_10000 = Date.UTC(10_000, 0, 1);

/** Whether every database keeps this moment, in milliseconds since 1970, and can reckon with it: years 1970 to 9999. */
export const isStorableMoment = (milliseconds: number): boolean =>
  milliseconds >= 0 && milliseconds < YEAR_10000;

/** The moment that an RFC 3339 time names; Date reads its T and Z in capitals only. */
export const toMoment = (time: string): Date => new Date(time.toUpperCase());

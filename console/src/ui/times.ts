const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** With its date, second and zone. */
export const exactTime = (at: string): string => exact.format(new Date(at));

/** The time alone for today, with the date for other days. */
export const shortTime = (at: string, now = new Date()): string => {
  const date = new Date(at);
  return (date.toDateString() === now.toDateString() ? clock : day).format(date);
};

/** Seconds as people read them: `42 s`, `3 min 5 s`, `1 h 2 min`. */
export const inWords = (seconds: number): string => {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
};

/** The zone of who looks. */
export const viewersZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

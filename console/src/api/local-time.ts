/** Between moments and `<input type="datetime-local">`, which knows the viewer's zone alone. */

const padded = (value: number): string => String(value).padStart(2, '0');

/** A moment as the input has it, to the minute. */
export const toLocalInput = (at: string | undefined): string => {
  if (at === undefined) return '';
  const date = new Date(at);
  const day = `${date.getFullYear()}-${padded(date.getMonth() + 1)}-${padded(date.getDate())}`;
  return `${day}T${padded(date.getHours())}:${padded(date.getMinutes())}`;
};

/** What the input says as ISO 8601; undefined where it is empty or no moment. */
export const fromLocalInput = (value: unknown): string | undefined => {
  const date = typeof value === 'string' && value !== '' ? new Date(value) : null;
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined;
};

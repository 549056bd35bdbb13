const FORM = /^c([0-9a-z]{1,11})$/;

/** A place in the changes, as the opaque id of an event: the time of the last that was told before it. */
export const toChangeCursor = (changedAt: number): string => `c${changedAt.toString(36)}`;

/** The time that `toChangeCursor` wrote; null for any other text. */
export const parseChangeCursor = (text: string): number | null => {
  const [, digits] = FORM.exec(text) ?? [];
  const time = digits === undefined ? NaN : Number.parseInt(digits, 36);
  return Number.isSafeInteger(time) && time <= 8.64e15 && toChangeCursor(time) === text ? time : null;
};

import { ValidateBy } from 'class-validator';

const DAY = /^20\d\d-\d\d-\d\d$/;

export const isDay = (value: unknown): value is string => {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  // Date would take the 30th of February for the 2nd of March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
};

/** A day of the calendar, as ISO 8601 writes it. */
export const IsDay = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isDay', validator: { validate: isDay } },
    { message: 'must be a day of the years 2000 to 2099, such as 2026-01-02' },
  );

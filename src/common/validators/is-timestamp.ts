import { ValidateBy } from 'class-validator';
import { isStorableMoment, toMoment } from '../moment.js';

const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

const isWellFormed = (value: unknown): value is string => {
  const [, year, month, day] = (typeof value === 'string' && RFC_3339.exec(value)) || [];
  // Date would take the 30th of February for the 2nd of March.
  const daysInMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= daysInMonth;
};

export const isTimestamp = (value: unknown): value is string =>
  isWellFormed(value) && isStorableMoment(toMoment(value).getTime());

/** A moment as RFC 3339 writes it, its offset included, from 1970 to 9999 in UTC; leap seconds are refused. */
export const IsTimestamp = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isTimestamp', validator: { validate: isTimestamp } },
    {
      message: ({ value }) =>
        isWellFormed(value)
          ? 'must be a time of the years 1970 to 9999, in UTC'
          : 'must be an RFC 3339 time, such as 2026-01-02T03:04:05Z',
    },
  );

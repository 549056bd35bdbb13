import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';

const isListOfRows = (value: unknown, most: number): boolean =>
  Array.isArray(value) && value.length > 0 && value.length <= most;

/** A list of 1 to `most` of whatever: each row is looked at by itself. */
export const IsListOfRows =
  (most: number): PropertyDecorator =>
  (target, property) => {
    ValidateBy(
      { name: 'isListOfRows', validator: { validate: (value) => isListOfRows(value, most) } },
      { message: `must be a list of 1 to ${most} calls` },
    )(target, property);
    // As it came: a row is told from another by what its client wrote.
    Transform(({ value, obj }: { value: unknown; obj: Record<string | symbol, unknown> }) =>
      value === undefined ? undefined : obj[property],
    )(target, property);
  };

import { ValidateBy } from 'class-validator';

/** What an earlier answer gave for this list, as its `parseCursor` reads it. */
export const IsCursor = (parseCursor: (cursor: unknown) => object | null): PropertyDecorator =>
  ValidateBy(
    { name: 'isCursor', validator: { validate: (value) => parseCursor(value) !== null } },
    { message: 'must be a next_cursor of an earlier answer' },
  );

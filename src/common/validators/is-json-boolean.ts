import { ValidateBy } from 'class-validator';

/** JSON's true or false; text and numbers are refused. */
export const IsJsonBoolean = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isJsonBoolean', validator: { validate: (value) => typeof value === 'boolean' } },
    { message: 'must be true or false' },
  );

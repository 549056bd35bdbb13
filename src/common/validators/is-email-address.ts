import { isEmail, ValidateBy } from 'class-validator';

const isEmailAddress = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= 254 && isEmail(value);

/** An address as in `name@example.com`, at most 254 characters (RFC 5321); its case is kept. */
export const IsEmailAddress = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isEmailAddress', validator: { validate: isEmailAddress } },
    { message: 'must be an email address' },
  );

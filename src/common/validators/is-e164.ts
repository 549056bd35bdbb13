import { ValidateBy } from 'class-validator';
import { E164_FORM, isE164 } from '../../config/e164.js';

/** For the documentation: what every such number looks like. */
export const E164_PATTERN = E164_FORM.source;

export const IsE164 = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isE164', validator: { validate: isE164 } },
    { message: 'must be an E.164 phone number, such as +14155552671' },
  );

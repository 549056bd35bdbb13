import { ValidateBy } from 'class-validator';
import { isE164 } from '../../config/e164.js';

export const IsE164 = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isE164', validator: { validate: isE164 } },
    { message: 'must be an E.164 phone number, such as +14155552671' },
  );

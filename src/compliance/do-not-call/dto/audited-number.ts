import { plainToInstance } from 'class-transformer';
import { canonicalNumber } from '../../../common/phone-number.js';
import { isE164 } from '../../../config/e164.js';
import { NumberQueryDto } from './do-not-call.dto.js';

/** The number that a body or a query names, by the spelling that is called; null where it names none. */
export const auditedNumber = (given: unknown): string | null => {
  const { number } = plainToInstance(NumberQueryDto, Object(given) as object);
  return isE164(number) ? canonicalNumber(number) : null;
};

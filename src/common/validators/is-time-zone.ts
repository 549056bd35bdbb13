import { ValidateBy } from 'class-validator';
import { isTimeZone } from '../time-zone.js';

export const IsTimeZone = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isTimeZone', validator: { validate: isTimeZone } },
    { message: 'must be an IANA time zone, such as Europe/Berlin' },
  );

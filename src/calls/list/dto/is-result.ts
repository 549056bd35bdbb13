import { ValidateBy } from 'class-validator';
import { parseFirstDialled } from '../first-dialled.js';

/** For the documentation. */
export const RESULT_PATTERN = String.raw`^[a-z_]{1,20}/[\w-]{1,60}$`;
const RESULT = new RegExp(RESULT_PATTERN);

export const IsResult = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isResult',
      validator: { validate: (value) => typeof value === 'string' && RESULT.test(value) },
    },
    { message: 'must be what the results count calls as, such as attempts/answered-2' },
  );

export const IsFirstDialled = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isFirstDialled', validator: { validate: (value) => parseFirstDialled(value) !== null } },
    { message: 'must be such as 2026-01-01_2026-01-31_1_9_Europe/Berlin, and at most 366 days' },
  );

import { ValidateBy } from 'class-validator';
import { isE164 } from '../../../config/e164.js';

/** A list of 1 to `most` numbers in E.164. */
export const IsNumberList = (most: number): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isNumberList',
      validator: {
        validate: (value) =>
          Array.isArray(value) && value.length > 0 && value.length <= most && value.every(isE164),
      },
    },
    {
      message: ({ value }) => {
        const wrong =
          Array.isArray(value) && value.length <= most ? value.findIndex((each) => !isE164(each)) : -1;
        const which = wrong >= 0 ? `: the one at index ${wrong} is none` : '';
        return `must be a list of 1 to ${most} E.164 phone numbers${which}`;
      },
    },
  );

import { ValidateBy } from 'class-validator';

/** A JSON integer; text that looks like one is refused. */
export const IsIntegerBetween = (min: number, max: number): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isIntegerBetween',
      validator: {
        validate: (value) =>
          typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max,
      },
    },
    { message: `must be an integer between ${min} and ${max}` },
  );

import { ValidateBy, type ValidationArguments } from 'class-validator';

type Check = (value: unknown, environment: object) => boolean;

/** One rule for one variable; the message says what the value must be. */
export const Rule = (check: Check, message: string): PropertyDecorator =>
  ValidateBy(
    {
      name: 'rule',
      validator: {
        validate: (value: unknown, args?: ValidationArguments) => check(value, args?.object ?? {}),
      },
    },
    { message },
  );

/** The same, for a variable that may be absent. */
export const OptionalRule = (check: Check, message: string): PropertyDecorator =>
  Rule((value, environment) => value === undefined || check(value, environment), message);

export const isWholeNumber =
  (min: number, max: number): Check =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;

export const isOneOf =
  (...allowed: string[]): Check =>
  (value) =>
    allowed.includes(String(value));

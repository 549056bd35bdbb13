import { ValidateBy } from 'class-validator';

/** One of these words, written exactly so. */
export const IsOneOf = (words: readonly string[]): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isOneOf',
      validator: { validate: (value) => typeof value === 'string' && words.includes(value) },
    },
    { message: `must be one of ${words.join(', ')}` },
  );

import { ValidateBy } from 'class-validator';

const isListOf = (value: unknown, words: readonly string[]): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= words.length &&
  new Set(value).size === value.length &&
  value.every((word) => words.some((each) => each === word));

/** A list of some of these words, written exactly so, none of them twice. */
export const IsListOf = (words: readonly string[]): PropertyDecorator =>
  ValidateBy(
    { name: 'isListOf', validator: { validate: (value) => isListOf(value, words) } },
    { message: `must be a list of one or more of ${words.join(', ')}, each at most once` },
  );

import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { isJsonObject } from '../validation/input-shape.js';
import { controlRule, isText, isWithinLimits, type TextLimits } from './is-text.js';

export interface TextMapLimits {
  maxKeys: number;
  /** The longest key; keys are of `A-Za-z0-9_.-`. */
  maxKey: number;
  /** The longest value, in characters. */
  maxValue: number;
}

const isTextMap = (
  value: unknown,
  { maxKeys, maxKey, maxValue }: TextMapLimits,
  isAllowed: (text: unknown, limits: TextLimits) => boolean,
): boolean =>
  isJsonObject(value) &&
  Object.keys(value).length <= maxKeys &&
  Object.entries(value).every(
    ([key, text]) => /^[\w.-]+$/.test(key) && key.length <= maxKey && isAllowed(text, { max: maxValue }),
  );

const rule = ({ maxKeys, maxKey, maxValue }: TextMapLimits): string =>
  `must be an object of at most ${maxKeys} strings of at most ${maxValue} characters, ` +
  `each under a key of 1 to ${maxKey} of A-Za-z0-9_.-`;

/** An object of strings with names of the client's choosing. */
export const IsTextMap =
  (limits: TextMapLimits): PropertyDecorator =>
  (target, property) => {
    ValidateBy(
      { name: 'isTextMap', validator: { validate: (value) => isTextMap(value, limits, isText) } },
      {
        message: ({ value }) => (isTextMap(value, limits, isWithinLimits) ? controlRule() : rule(limits)),
      },
    )(target, property);
    // As it came: class-transformer drops keys such as toString from its copy.
    Transform(({ value, obj }: { value: unknown; obj: Record<string | symbol, unknown> }) =>
      value === undefined ? undefined : obj[property],
    )(target, property);
  };

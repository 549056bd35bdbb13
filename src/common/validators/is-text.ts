import { ValidateBy } from 'class-validator';

export interface TextLimits {
  /** Fewest characters; 0 when left out. */
  min?: number;
  max: number;
  /** Only characters that XML 1.0 allows, for text that becomes TwiML. */
  xml?: boolean;
  /** At least one character that is not white space. */
  notBlank?: boolean;
}

// The Char production of XML 1.0, section 2.2.
const XML_TEXT = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Lengths count characters (code points), not UTF-16 units. */
const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/** Whether this is a string within the limits. */
export const isText = (value: unknown, { min = 0, max, xml, notBlank }: TextLimits): value is string => {
  if (typeof value !== 'string' || value.length > max * 2) return false;
  const length = codePoints(value);
  const allowed = xml ? XML_TEXT.test(value) : !LONE_SURROGATE.test(value);
  return allowed && length >= min && length <= max && (!notBlank || /\S/.test(value));
};

const rule = ({ min = 0, max, xml, notBlank }: TextLimits): string =>
  `must be a string of ${min > 0 ? `${min} to` : 'at most'} ${max} characters` +
  `${xml ? ' that XML 1.0 allows' : ''}${notBlank ? ', not all blank' : ''}`;

/** A string of so many characters; half a surrogate pair is no character. */
export const IsText = (limits: TextLimits): PropertyDecorator =>
  ValidateBy(
    { name: 'isText', validator: { validate: (value) => isText(value, limits) } },
    { message: rule(limits) },
  );

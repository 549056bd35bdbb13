import { ValidateBy } from 'class-validator';

export interface TextLimits {
  /** Fewest characters; 0 when left out. */
  min?: number;
  max: number;
  /** Only characters that XML 1.0 allows, for text that becomes TwiML. */
  xml?: boolean;
  /** No tabs and line breaks either: a name, not a text. */
  oneLine?: boolean;
  /** At least one character that is not white space. */
  notBlank?: boolean;
}

// The Char production of XML 1.0, section 2.2.
const XML_TEXT = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;
const CONTROL = /\p{Control}/u;
const CONTROL_BUT_LINES = /[^\P{Control}\t\n\r]/u;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Lengths count characters (code points), not UTF-16 units. */
const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/** Whether this would be a string within the limits, were it not for its control characters. */
export const isWithinLimits = (
  value: unknown,
  { min = 0, max, xml, notBlank }: TextLimits,
): value is string => {
  if (typeof value !== 'string' || value.length > max * 2) return false;
  const length = codePoints(value);
  const allowed = xml ? XML_TEXT.test(value) : !LONE_SURROGATE.test(value);
  return allowed && length >= min && length <= max && (!notBlank || /\S/.test(value));
};

const hasControl = (text: string, { xml, oneLine }: TextLimits): boolean =>
  !xml && (oneLine ? CONTROL : CONTROL_BUT_LINES).test(text);

/** Whether this is a string within the limits. */
export const isText = (value: unknown, limits: TextLimits): value is string =>
  isWithinLimits(value, limits) && !hasControl(value, limits);

const rule = ({ min = 0, max, xml, notBlank }: TextLimits): string =>
  `must be a string of ${min > 0 ? `${min} to` : 'at most'} ${max} characters` +
  `${xml ? ' that XML 1.0 allows' : ''}${notBlank ? ', not all blank' : ''}`;

/** What a text is told that is within its limits, but for its control characters. */
export const controlRule = ({ oneLine }: Pick<TextLimits, 'oneLine'> = {}): string =>
  `must not contain control characters${oneLine ? '' : ' other than tabs and line breaks'}`;

const BREAKING_LINES = '\\u0000-\\u001F\\u007F-\\u009F';
const OTHER_CONTROL = '\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F';

/** For the documentation: the same limits as `IsText`, as JSON Schema says them. */
export const textSchema = ({
  min = 0,
  max,
  xml,
  oneLine,
  notBlank,
}: TextLimits): { minLength?: number; maxLength: number; pattern: string } => {
  const others = xml ? '\\uFFFE\\uFFFF' : '\\u007F-\\u009F';
  const refused = oneLine ? BREAKING_LINES : OTHER_CONTROL + others;
  const any = `[^${refused}]*`;
  return {
    ...(min > 0 && { minLength: min }),
    maxLength: max,
    pattern: notBlank ? `^${any}[^\\s\\uFEFF${refused}]${any}$` : `^${any}$`,
  };
};

/** A string whose length is within the limits. Half a surrogate pair and control characters are refused. */
export const IsText = (limits: TextLimits): PropertyDecorator =>
  ValidateBy(
    { name: 'isText', validator: { validate: (value) => isText(value, limits) } },
    { message: ({ value }) => (isWithinLimits(value, limits) ? controlRule(limits) : rule(limits)) },
  );

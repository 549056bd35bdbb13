/** What may stand between digits, as it is typed and as URLs and forms write it, encoded up to five times. */
const GAP = String.raw`(?:[ .\u00A0\u2010-\u2015-]|%(?:25){0,4}20)`;
const GAP_OR_PLUS = String.raw`(?:${GAP}|\+|%(?:25){0,4}2B)`;
const BRACKET = String.raw`(?:[()]|%(?:25){0,4}2[89])`;
const PLUS = String.raw`(?:\+|%(?:25){0,4}2B)`;
/** Where a number may begin and end: not within a word, a decimal, a date or an id. */
const BEGIN = String.raw`(?:(?<![\w.-])|(?<=%[\da-f]{2}))`;
const END = String.raw`(?![\w-])`;

/** A form writes a space as a plus; before eight digits it is the next number's own. */
const INTERNATIONAL = String.raw`${PLUS}(?:(?:${GAP}|${BRACKET}|\+(?!\d{8})){0,2}\d){7,15}(?!\d)|${PLUS}\d{16,}`;
const BARE = String.raw`${BEGIN}\d{10,15}${END}`;
const IN_BRACKETS = String.raw`(?:${BEGIN}1${GAP_OR_PLUS}{1,2})?${BRACKET}\d{3}${BRACKET}${GAP_OR_PLUS}{0,2}\d{3}${GAP_OR_PLUS}?\d{4}${END}`;
const IN_GROUPS = String.raw`${BEGIN}(?:1${GAP_OR_PLUS})?\d{3}${GAP_OR_PLUS}{1,2}\d{3}${GAP_OR_PLUS}\d{4}${END}`;
/** As dialled within a country, or abroad with 00. */
const WITH_ZERO = String.raw`${BEGIN}0(?:(?:[ -]|%(?:25){0,4}20)?\d){8,16}${END}`;

const NUMBER = new RegExp([INTERNATIONAL, WITH_ZERO, BARE, IN_BRACKETS, IN_GROUPS].join('|'), 'gi');

const lastFour = (match: string): string =>
  `***${match.replaceAll(/%(?:25){0,4}2[089B]|\D/gi, '').slice(-4)}`;

/** The text with each phone number, however it is written, by its last four digits. Takes time linear in the text. */
export const maskPhoneNumbers = (text: string): string => text.replace(NUMBER, lastFour);

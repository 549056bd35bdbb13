import { maskPhoneNumbers } from './phone-numbers.js';

const HIDDEN = '[redacted]';
/** Characters of a text that are logged at most. */
export const LONGEST_TEXT = 8_192;
/** Room for the note on what is left out. */
const NOTE_ROOM = 64;
/** A phone number that the cut goes through would not be known for one. */
const CUT_NUMBER = /[\d ().+%-]{1,64}$/;

/** How the names of parameters and fields end whose value is hidden wherever it is written behind them. */
const NAMES =
  'signature|token|password|passwd|secret|api[-_]?key|authorization|e-?mail|script|notes|TranscriptionText|SpeechResult';
const VALUE = `"[^"]*"|'[^']*'|["']?[^&\\s"']+`;
const PARAMETERS = new RegExp(`(?<=(?:${NAMES})(?:=|%3D|"\\s?:\\s?))(?:${VALUE})`, 'gi');

/** What stands together; it is an e-mail address where an at sign is in it, and a dot behind that. */
const WORD = /[^\s"'<>=&?;,:()[\]{}\\/]+/g;
const isEmailAddress = (word: string): boolean => {
  const at = word.slice(1).search(/@|%40/i);
  return at >= 0 && /.\.[^.]{2}/.test(word.slice(at + 2));
};

/** Each takes time linear in the text: no run of characters is walked through from more than one beginning. */
const PATTERNS: readonly [RegExp, string][] = [
  [/\b(Basic|Bearer)\s+[\w.~+/=-]{8,}/gi, `$1 ${HIDDEN}`],
  [/(?<=\bmongodb(?:\+srv)?:\/\/)[^\s"'<>?]{1,512}@/gi, `${HIDDEN}@`],
  [/:\/\/[^\s/@"']{1,512}@/g, `://${HIDDEN}@`],
  [PARAMETERS, HIDDEN],
  // A token of Twilio is 32 hex digits; a SID has two letters in front and stays readable.
  [/(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/gi, HIDDEN],
  // A signature of Twilio is the base64 of 20 bytes.
  [/(?<![\w+/=])[A-Za-z0-9+/]{27}=(?!=)/g, HIDDEN],
];

/** The beginning of a text that is too long. */
const shorten = (text: string): string => {
  if (text.length <= LONGEST_TEXT) return text;
  const beginning = text.slice(0, LONGEST_TEXT - NOTE_ROOM).replace(CUT_NUMBER, '');
  return `${beginning}… (${text.length - beginning.length} more characters)`;
};

/**
 * The text without credentials and e-mail addresses, phone numbers by their last four digits, and cut to LONGEST_TEXT.
 */
export const maskText = (text: string, secrets: readonly string[] = []): string => {
  let masked = text;
  for (const secret of secrets) masked = masked.replaceAll(secret, HIDDEN);
  masked = shorten(masked);
  for (const [pattern, replacement] of PATTERNS) masked = masked.replace(pattern, replacement);
  masked = masked.replace(WORD, (word) => (isEmailAddress(word) ? HIDDEN : word));
  return maskPhoneNumbers(masked);
};

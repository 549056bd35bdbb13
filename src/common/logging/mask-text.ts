import { maskPhoneNumbers } from './phone-numbers.js';
import { shorten } from './shorten.js';

const HIDDEN = '[redacted]';
/** Characters of a text that are logged at most. */
export const LONGEST_TEXT = 8_192;

/** How the names of parameters and fields end whose value is hidden wherever it is written behind them. */
const NAMES =
  'signature|token|password|passwd|secret|api[-_]?key|authorization|cookie|session|e-?mail|script|notes|TranscriptionText|SpeechResult|[?&]code';
const VALUE = `"[^"]*"|'[^']*'|["']?[^&\\s"']+`;
const PARAMETERS = new RegExp(`(?<=(?:${NAMES})(?:=|%3D|"\\s?:\\s?))(?:${VALUE})`, 'gi');

/** Headers whose value is hidden to the end of the line. */
const HEADERS =
  /(?<=\b(?:authorization|cookie|x-api-key|x-twilio-signature)["']?\s?:\s?)(?:"[^"\r\n]*"?|'[^'\r\n]*'?|(?!\s?["'])[^\r\n]+)/gi;

/** What stands together; it is an e-mail address where an at sign is in it, and a dot behind that. */
const WORD = /[^\s"'<>=&?;,:()[\]{}\\/]+/g;
const isEmailAddress = (word: string): boolean => {
  const at = word.slice(1).search(/@|%40/i);
  return at >= 0 && /.\.[^.]{2}/.test(word.slice(at + 2));
};

/** Each takes time linear in the text: no run of characters is walked through from more than one beginning. */
const PATTERNS: readonly [RegExp, string][] = [
  [/\b(Basic|Bearer)\s+[\w.~+/=-]{8,}/gi, `$1 ${HIDDEN}`],
  [/(?<=\bmongodb(?:\+srv)?:\/\/)(?:(?!:\/\/)[^\s"'<>?]){1,512}@/gi, `${HIDDEN}@`],
  [/:\/\/[^\s/@"']{1,512}@/g, `://${HIDDEN}@`],
  [HEADERS, HIDDEN],
  [PARAMETERS, HIDDEN],
  // A key of Atlas, and any 32 bytes in base64url, as one-time links have them.
  [/\batlas_[\w-]{32,}|(?<![\w-])[\w-]{43}(?![\w-])/g, HIDDEN],
  // A token of Twilio is 32 hex digits; a SID has two letters in front and stays readable.
  [/(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/gi, HIDDEN],
  // A signature of Twilio is the base64 of 20 bytes.
  [/(?<![\w+/=])[A-Za-z0-9+/]{27}=(?!=)/g, HIDDEN],
];

/**
 * The text without credentials and e-mail addresses, phone numbers by their last four digits, and cut to LONGEST_TEXT.
 */
export const maskText = (text: string, secrets: readonly string[] = []): string => {
  let masked = text;
  for (const secret of secrets) masked = masked.replaceAll(secret, HIDDEN);
  masked = shorten(masked, LONGEST_TEXT);
  for (const [pattern, replacement] of PATTERNS) masked = masked.replace(pattern, replacement);
  masked = masked.replace(WORD, (word) => (isEmailAddress(word) ? HIDDEN : word));
  return maskPhoneNumbers(masked);
};

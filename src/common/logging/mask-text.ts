const HIDDEN = '[redacted]';

/** Names of parameters whose value is hidden wherever `name=value` is written. */
const PARAMETERS =
  /\b((?:x-?twilio-?)?signature|(?:auth_?)?token|password|secret|api_?key|authorization|e-?mail|script|notes|TranscriptionText|SpeechResult)=[^&\s"']*/gi;

const PATTERNS: readonly [RegExp, string][] = [
  [/\b(Basic|Bearer)\s+[\w.~+/=-]{8,}/gi, `$1 ${HIDDEN}`],
  [/:\/\/[^\s/@"']{1,512}@/g, `://${HIDDEN}@`],
  [PARAMETERS, `$1=${HIDDEN}`],
  [
    /[^\s@"'<>=&?;,:()[\]{}\\/]{1,64}(?:@|%40)[^\s@"'<>=&?;,:()[\]{}\\/]{1,255}\.[^\s@"'<>=&?;,:()[\]{}\\/.]{2,63}/gi,
    HIDDEN,
  ],
  // A token of Twilio is 32 hex digits; a SID has two letters in front and stays readable.
  [/(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/gi, HIDDEN],
  // A signature of Twilio is the base64 of 20 bytes.
  [/(?<![\w+/=])[A-Za-z0-9+/]{27}=(?!=)/g, HIDDEN],
];

const lastFour = (match: string): string => `***${match.replace(/%(25)*2[089B]|\D/gi, '').slice(-4)}`;

/** With a plus sign, however it is escaped; as bare digits; as in North America. */
const PHONES = [
  /(?:\+|%(?:25)*2B)(?:(?:[ ().-]|%2[089]){0,2}\d){7,15}/gi,
  /(?<![\w.-])\d{10,15}(?![\w-])/g,
  /(?<![\w.-])\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}(?![\w-])/g,
];

/** The text without credentials and e-mail addresses, phone numbers by their last four digits. */
export const maskText = (text: string, secrets: readonly string[] = []): string => {
  let masked = text;
  for (const secret of secrets) masked = masked.replaceAll(secret, HIDDEN);
  for (const [pattern, replacement] of PATTERNS) masked = masked.replace(pattern, replacement);
  for (const pattern of PHONES) masked = masked.replace(pattern, lastFour);
  return masked;
};

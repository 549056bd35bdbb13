import type { Account } from '../account.js';
import { badParameter } from './rest-error.js';

const E164 = /^\+[1-9]\d{6,14}$/;

/** Numbers that Twilio's test credentials refuse, each with its code. Source: Twilio's test credentials page. */
const MAGIC_TO: Readonly<Record<string, { code: number; message: (to: string) => string }>> = {
  '+15005550001': { code: 21217, message: (to) => `Phone number does not appear to be valid: ${to}` },
  '+15005550002': { code: 21214, message: (to) => `'To' phone number cannot be reached: ${to}` },
  '+15005550003': {
    code: 21215,
    message: (to) =>
      `Account not authorized to call ${to}. Perhaps you need to enable some international permissions`,
  },
  '+15005550004': { code: 21216, message: (to) => `Account not allowed to call ${to}` },
};
const MAGIC_INVALID_FROM = '+15005550001';

export function checkTo(to: string | undefined): string {
  if (to === undefined) throw badParameter(21201, "No 'To' number is specified");
  if (!E164.test(to))
    throw badParameter(21211, `The phone number you are attempting to call, ${to}, is not valid.`);
  const refused = MAGIC_TO[to];
  if (refused) throw badParameter(refused.code, refused.message(to));
  return to;
}

export function checkFrom(from: string | undefined, account: Account): string {
  if (from === undefined) throw badParameter(21213, "No 'From' number is specified");
  if (!E164.test(from) || from === MAGIC_INVALID_FROM) {
    throw badParameter(
      21212,
      `The source phone number provided, ${from}, is not yet verified or is not valid.`,
    );
  }
  if (account.ownsNumber(from)) return from;
  throw badParameter(
    21210,
    `The source phone number provided, ${from}, is not yet verified for your account. You may only make calls from phone numbers that you've verified or purchased from Twilio.`,
  );
}

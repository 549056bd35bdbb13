import { lookUpOwnAccount, lookUpOwnNumber } from '../twilio/own-account.js';
import type { TwilioAccount } from '../twilio/twilio-account.js';
import { NOT_FOUND, TwilioError } from '../twilio/twilio.errors.js';
import { fail, type Finding, ok, skip, warn } from './finding.js';

/** What Twilio answers to credentials that are not right; its list of codes is in src/twilio/twilio-code-table.ts. */
const WRONG_CREDENTIALS = new Set([401, 403, 20003, 20006, 20008, 20403, 70051, NOT_FOUND]);

const whyNot = (error: TwilioError): [message: string, fix: string] => {
  const { outcome, reason } = error;
  if (outcome !== 'refused')
    return [error.message, 'Look at the firewall, HTTPS_PROXY and TWILIO_API_BASE_URL, and ask again.'];
  return WRONG_CREDENTIALS.has(Number(reason.code))
    ? [
        `it does not take these credentials (${reason.code} ${reason.message})`,
        'Check TWILIO_ACCOUNT_SID, and TWILIO_AUTH_TOKEN or the API key.',
      ]
    : [error.message, 'Look the code up at twilio.com/docs/api/errors.'];
};

const numberFinding = async (account: TwilioAccount): Promise<Finding> => {
  try {
    const { isOwned, isVoiceCapable } = await lookUpOwnNumber(account);
    if (!isOwned)
      return warn(
        'Number',
        'TWILIO_FROM_NUMBER is none of this account’s own',
        'Buy it at Twilio, or see that it is a caller id that was verified there.',
      );
    return isVoiceCapable
      ? ok('Number', 'it is the account’s own, and may call')
      : fail('Number', 'TWILIO_FROM_NUMBER cannot call', 'Choose a number of yours that has voice.');
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    return error.outcome === 'refused'
      ? skip('Number', 'these credentials may not list the numbers of the account')
      : skip('Number', error.message);
  }
};

/** Whether Twilio takes the account's credentials, and the number that calls come from. */
export const accountFindings = async (account: TwilioAccount): Promise<Finding[]> => {
  if (account.mode === 'simulated')
    return [
      ok('Twilio', 'calls are simulated, and need no account'),
      skip('Number', 'calls are simulated: any number will do'),
    ];
  try {
    const status = await lookUpOwnAccount(account);
    const first =
      status === 'active'
        ? ok('Twilio', 'it answers, and takes the credentials')
        : fail('Twilio', `the account is ${status}`, 'Ask Twilio: until it is active no call is placed.');
    return [first, await numberFinding(account)];
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    return [fail('Twilio', ...whyNot(error)), skip('Number', 'Twilio tells it to nobody else')];
  }
};

import type { TwilioAccount } from './twilio-account.js';
import { TwilioConnection } from './twilio-connection.js';

/** What Twilio says of the number that calls come from: whether the account owns it, and may call with it. */
export const lookUpOwnNumber = async (
  account: TwilioAccount,
): Promise<{ isOwned: boolean; isVoiceCapable: boolean }> => {
  const connection = new TwilioConnection(account, 1);
  try {
    const { fromNumber: phoneNumber } = account;
    const numbers = await connection.once('list the numbers', () =>
      connection.client.incomingPhoneNumbers.list({ phoneNumber, limit: 1 }),
    );
    return { isOwned: numbers.length > 0, isVoiceCapable: numbers[0]?.capabilities.voice === true };
  } finally {
    connection.close();
  }
};

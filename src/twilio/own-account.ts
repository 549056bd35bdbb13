import type { TwilioAccount } from './twilio-account.js';
import { TwilioConnection } from './twilio-connection.js';

const asked = async <T>(
  account: TwilioAccount,
  what: string,
  ask: (client: TwilioConnection['client']) => Promise<T>,
): Promise<T> => {
  const connection = new TwilioConnection(account, 1);
  try {
    return await connection.once(what, () => ask(connection.client));
  } finally {
    connection.close();
  }
};

/**
 * Whether the account may call: `active`, `suspended` or `closed`. A standard API key may not ask for it, and is
 * answered `active` where it may list calls.
 * @throws TwilioError
 */
export const lookUpOwnAccount = (account: TwilioAccount): Promise<string> =>
  account.apiKey
    ? asked(account, 'list a call', async ({ calls }) => {
        await calls.page({ pageSize: 1 });
        return 'active';
      })
    : asked(account, 'fetch the account', async ({ api }) => {
        const { status } = await api.v2010.accounts(account.accountSid).fetch();
        return status;
      });

/**
 * What Twilio says of the number that calls come from: whether the account owns it, and may call with it.
 * @throws TwilioError
 */
export const lookUpOwnNumber = async (
  account: TwilioAccount,
): Promise<{ isOwned: boolean; isVoiceCapable: boolean }> => {
  const { fromNumber: phoneNumber } = account;
  const numbers = await asked(account, 'list the numbers', ({ incomingPhoneNumbers }) =>
    incomingPhoneNumbers.list({ phoneNumber, limit: 1 }),
  );
  return { isOwned: numbers.length > 0, isVoiceCapable: numbers[0]?.capabilities.voice === true };
};

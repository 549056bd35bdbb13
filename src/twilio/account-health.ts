import type { TwilioAccount } from './twilio-account.js';
import type { TwilioConnection } from './twilio-connection.js';

/** Whether Twilio answers for this account and lets it call. Never fails. */
export const mayCall = async (connection: TwilioConnection, account: TwilioAccount): Promise<boolean> => {
  try {
    if (account.apiKey) {
      await connection.once('list a call', () => connection.client.calls.page({ pageSize: 1 }));
      return true;
    }
    const own = connection.client.api.v2010.accounts(account.accountSid);
    const { status } = await connection.once('fetch the account', () => own.fetch());
    return status !== 'suspended' && status !== 'closed';
  } catch {
    return false; // logged by the connection
  }
};

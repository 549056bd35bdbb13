import type { Account } from '../account.js';
import { rfc2822 } from '../wire-format.js';

const SUBRESOURCES: Readonly<Record<string, string>> = {
  calls: 'Calls',
  incoming_phone_numbers: 'IncomingPhoneNumbers',
  notifications: 'Notifications',
  recordings: 'Recordings',
  transcriptions: 'Transcriptions',
};

/** The Account resource. The auth token is not shown, though Twilio shows it. */
export function accountResource(account: Account): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${account.sid}`;
  return {
    auth_token: null,
    date_created: rfc2822(account.createdAt),
    date_updated: rfc2822(account.createdAt),
    friendly_name: 'Atlas simulator',
    owner_account_sid: account.sid,
    sid: account.sid,
    status: 'active',
    subresource_uris: Object.fromEntries(
      Object.entries(SUBRESOURCES).map(([key, name]) => [key, `${uri}/${name}.json`]),
    ),
    type: 'Full',
    uri: `${uri}.json`,
  };
}

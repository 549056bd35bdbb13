/** Why a webhook is refused, each with what it means and what to do. */
export const WEBHOOK_REFUSALS = {
  unsigned: 'It has no X-Twilio-Signature: Twilio did not send it, or a proxy takes the header away.',
  host: 'It is signed for another host than that of BASE_URL: set BASE_URL to the host that Twilio is given.',
  scheme: 'It is signed for http where BASE_URL says https, or the other way round: correct BASE_URL.',
  port: 'It is signed for another port than that of BASE_URL: correct BASE_URL.',
  path: 'Its path is none of the webhooks’, or is signed below another one than BASE_URL says: compare the path of BASE_URL with what the proxy passes on.',
  token:
    'It names this account, and is signed with another token: check TWILIO_AUTH_TOKEN and TWILIO_AUTH_TOKEN_SECONDARY. Or it is signed for an address that it does not name, or was changed on the way.',
  account: 'It names another account than TWILIO_ACCOUNT_SID.',
  signature: 'It is signed by nobody that Atlas knows.',
  body: 'Its JSON body is not the one that was signed.',
  'too-long': 'It is longer than a webhook may be.',
  unreadable: 'It cannot be read: another media type or encoding, or more fields than Twilio sends.',
  misshapen: 'It is signed, and is nothing that Twilio sends to this route.',
  method: 'Its method is not one that Twilio is told to use.',
} as const;

export type WebhookRefusal = keyof typeof WEBHOOK_REFUSALS;

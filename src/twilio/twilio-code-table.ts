/** Twilio's error and warning codes that outbound calls can meet. Source: https://www.twilio.com/docs/api/errors */

/** What a code means and what to do about it. */
export type Explained = readonly [meaning: string, fix: string];
type CodeTable = Readonly<Record<number, Explained>>;

const ACCOUNT = "Check the account's balance, status and messages in Twilio's console";
const CREDENTIALS = 'Check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or the API key';
const NUMBER = 'Check that the number is right, in E.164 and in service';
const FROM = "Set TWILIO_FROM_NUMBER to a number of the account's, or one that it has verified, in E.164";
const GEO = "Allow the country under Voice, Geo permissions, in Twilio's console";
const UPGRADE = "Verify the number in Twilio's console, or upgrade the trial account";
const ATLAS = 'This is a fault of Atlas: report it with the call_id';
const AGAIN = 'Try again later; ask Twilio with the call SID if it goes on';
const PUBLIC = 'Check that BASE_URL is this Atlas, reachable from the internet';
const CERTIFICATE = "Renew or complete the certificate of BASE_URL's host, its intermediate ones included";
const ANSWER = "Look for the request in Atlas's log, and for what a proxy before it may answer";

/** What Twilio's REST API answers. */
export const REQUEST_CODES: CodeTable = {
  10001: ['The account is not active', ACCOUNT],
  10002: ['A trial account cannot do this', UPGRADE],
  10004: [
    'The account has as many calls at once as it may',
    'Place fewer calls at once, or ask Twilio for more',
  ],
  10005: ['Voice calls are switched off for the account', ACCOUNT],
  20001: ['Twilio does not know a parameter, or its value', ATLAS],
  20003: ['Twilio did not accept the credentials, or they may not do this', CREDENTIALS],
  20004: ['Twilio does not allow this method here', ATLAS],
  20005: ['The account is not active', ACCOUNT],
  20006: ['The account may not see this', CREDENTIALS],
  20007: ['The page asked for is too large', ATLAS],
  20008: ['Test credentials cannot do this', 'Use the live credentials of the account'],
  20009: ['It cannot be deleted before it is complete', 'Wait for its end'],
  20403: ['The account may not do this', ACCOUNT],
  20404: ['Twilio does not know it: never made, deleted, or of another account', CREDENTIALS],
  20429: ['Twilio was asked too often', 'Place calls more slowly; Atlas has already tried again'],
  20500: ['Twilio had an internal error', AGAIN],
  20503: ['Twilio is out of service', AGAIN],
  21201: ['No number to call was given', ATLAS],
  21202: ['The number to call is a premium one', 'Call another number: Twilio does not place such calls'],
  21203: ['International calls are not enabled', GEO],
  21204: ['The call has already begun', ATLAS],
  21205: ['The URL for the call is not valid', PUBLIC],
  21206: ['The digits to send are not valid', 'Use at most 32 of 0-9, A-D, #, *, w and W'],
  21208: ['The time to let it ring is not valid', 'Give whole seconds from 1 to 600'],
  21209: ['The method for a callback is not valid', ATLAS],
  21210: ['The calling number is not verified for the account', FROM],
  21211: ['The number to call is not valid', NUMBER],
  21212: ['The calling number is not valid', FROM],
  21213: ['No calling number was given', FROM],
  21214: ['The number to call cannot be reached', NUMBER],
  21215: ["The account may not call this number's country", GEO],
  21216: ['Twilio blocks calls to this number', "Complete the account's business profile, or ask Twilio"],
  21217: ['The number to call does not look like one', NUMBER],
  21218: ['The application for the call is not valid', ATLAS],
  21219: ['A trial account may call verified numbers only', UPGRADE],
  21220: ['Too late: the call is over, or not in a state that allows this', 'Ask for its status'],
  21609: ['The URL for status callbacks is not valid', PUBLIC],
  70051: ['Twilio did not accept the credentials, or they may not do this', CREDENTIALS],
};

/** What ends a call on its way to the callee. */
export const CARRIER_CODES: CodeTable = {
  13214: ['The calling number that is shown is not valid', FROM],
  13223: ['The number to call is not in a form that Twilio knows', NUMBER],
  13224: ['Twilio cannot call this number, or it is not valid', NUMBER],
  13225: ['Twilio blocks calls to this number', 'Ask Twilio if the number is a rightful one'],
  13226: ['The country code of the number is unknown', NUMBER],
  13227: ["The account may not call this number's country", GEO],
  32016: ['No carrier answered within a minute', AGAIN],
  32224: ['Regulations do not let Twilio complete the call', 'Call from a number of the same country'],
};

/** What goes wrong when Twilio asks Atlas. */
export const HTTP_CODES: CodeTable = {
  11100: ['A URL is malformed', PUBLIC],
  11200: ['Twilio got no usable answer from Atlas', PUBLIC],
  11205: ['Twilio could not connect to Atlas, or had no answer within 15 s', PUBLIC],
  11206: ['The answer to Twilio was no valid HTTP', ANSWER],
  11210: ['The host name of the URL is unknown', PUBLIC],
  11215: ['Twilio was redirected too often', PUBLIC],
  11217: ['Twilio was answered with a 4xx or 5xx', ANSWER],
  11220: ['The TLS handshake with Atlas failed', CERTIFICATE],
  11235: ['The certificate is for another host name', CERTIFICATE],
  11236: ['The certificate has expired', CERTIFICATE],
  11237: ['The certificate leads to no known authority', CERTIFICATE],
  11750: ['The TwiML is too large', 'Shorten the script'],
  11770: ['The answer to Twilio was empty', ANSWER],
};

/** What goes wrong when Twilio tells Atlas of a change: the call itself is none the worse. */
export const CALLBACK_CODES: CodeTable = {
  15002: [
    'A status callback waited too long to be sent',
    'Answer callbacks faster: look at the load of Atlas',
  ],
  15003: ['A status callback was answered with a 4xx or 5xx', ANSWER],
};

/** What goes wrong with the TwiML that Atlas answers. */
export const TWIML_CODES: CodeTable = {
  12100: ['The TwiML is not well formed', ANSWER],
  12101: ['The TwiML is of another version', ANSWER],
  12102: ['The root of the TwiML is not Response', ANSWER],
  12200: ['The TwiML does not follow its schema', ATLAS],
  12300: ['The content type of the TwiML is not valid', ANSWER],
  12400: ['Twilio had an internal error with the TwiML', AGAIN],
  13410: ['The loop of Play is not valid', ATLAS],
  13420: ['What is played is of no known type', 'Give WAV or MP3'],
  13510: ['The loop of Say is not valid', ATLAS],
  13511: ['The voice of Say is not known', ATLAS],
  13520: ['The text of Say cannot be said', 'Look for an empty or overlong script'],
  13610: ['The method of Record is not valid', ATLAS],
  13611: ['The timeout of Record is not valid', ATLAS],
  13612: ['The length of Record is not valid', ATLAS],
  13613: ['The ending key of Record is not valid', ATLAS],
  13614: ['The transcription of Record is not valid', ATLAS],
  13615: ['The recording may be too long to transcribe', 'Expect it of recordings of 2 to 120 s only'],
  13616: ['The beep of Record is neither true nor false', ATLAS],
  13710: ['The method of Redirect is not valid', ATLAS],
  13910: ['The length of Pause is not valid', ATLAS],
};

/**
 * Which refusals concern the account or Atlas's own set-up: any other call would be refused for the same reason, so
 * nothing is dialled until somebody mends it. Every code that REQUEST_CODES explains is decided here, and why.
 */

/** Each code, and why every call would meet it. Codes below 1000 are HTTP statuses of answers without a Twilio code. */
export const ACCOUNT_REFUSALS: Readonly<Record<number, string>> = {
  401: 'The credentials are asked for by every request',
  402: 'It is the account that owes money',
  403: 'Nothing in it speaks of a number, and the account is the same for all',
  404: "The path holds the account alone: what answers there is not this account's API",
  405: 'Every call is asked for by the same method',
  407: 'Every request goes the same way, through the same proxy',
  10001: 'An account that is not active places no call',
  10004: 'Until some call ends there is no room for any other',
  10005: 'Voice is switched off for all calls of the account',
  20003: 'Every request carries the same credentials',
  20004: 'Every call is asked for by the same method',
  20005: 'An account that is not active places no call',
  20006: 'Every request carries the same credentials',
  20008: 'Test credentials place no call, whoever is called',
  20403: 'An account that is suspended or closed places no call',
  20404: 'The path holds the account alone, so Twilio knows no such account here',
  21205: "All calls' URLs begin with the same BASE_URL",
  21209: 'Every call names the same methods',
  21210: 'All calls come from the same number',
  21212: 'All calls come from the same number',
  21213: 'All calls come from the same number',
  21218: 'No call names an application, so Twilio has one in mind for all',
  21609: "All calls' URLs begin with the same BASE_URL",
  70051: 'Every request carries the same credentials',
};

/** Each code, and why another call may still be accepted. */
export const CALL_REFUSALS: Readonly<Record<number, string>> = {
  10002: 'A call may ask for what a trial account cannot do; one that does not is taken',
  20001: 'A parameter may be of this call alone, such as the detection of machines',
  20007: 'It is said of lists, and places no call',
  20009: 'It is said of deletions, and places no call',
  20429: 'It is no refusal: the request may be sent again',
  20500: 'It is no refusal: what became of the request is unknown',
  20503: 'It is no refusal: what became of the request is unknown',
  21201: 'It is about the number to call',
  21202: 'It is about the number to call',
  21203: "It is about the number's country; calls at home are taken",
  21204: 'It is about one call, which is there already',
  21206: 'It is about the digits of this call',
  21208: 'It is about the time that this call is to ring',
  21211: 'It is about the number to call',
  21214: 'It is about the number to call',
  21215: "It is about the number's country; other countries may be allowed",
  21216: 'It is about the number to call',
  21217: 'It is about the number to call',
  21219: 'It is about the number to call: verified ones are called',
  21220: 'It is about one call, which is over',
};

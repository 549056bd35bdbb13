import type { Explained } from './twilio-code-table.js';

/** SIP response codes with which a call fails. Sources: RFC 3261 section 21, RFC 8197 (607), RFC 8688 (608), IANA's registry. */

const NUMBER = 'Check that the number is right and in service';
const LATER = 'Call again later';
const CARRIER = 'Call again later; if other numbers fail too, ask Twilio with the call SID';
const CALLER_ID = 'Check that the calling number may be shown there, and its reputation with the carriers';
const TWILIO = 'Ask Twilio with the call SID: this is between Twilio and the carrier';

export const SIP_CODES: Readonly<Record<number, Explained>> = {
  400: ['The carrier did not understand the request', NUMBER],
  401: ['The carrier asked for credentials', TWILIO],
  402: ['The carrier wants payment first', "Check the Twilio account's balance"],
  403: ['The carrier refused the call', CALLER_ID],
  404: ['There is no such number, or no route to it', NUMBER],
  405: ['The carrier does not allow this kind of request', TWILIO],
  406: ['The carrier cannot answer in a form that was accepted', TWILIO],
  407: ['A proxy of the carrier asked for credentials', TWILIO],
  408: ['The carrier did not answer in time', CARRIER],
  410: ['The number was given up', 'Find out the new number'],
  413: ['The request was too large for the carrier', TWILIO],
  414: ['The address was too long for the carrier', NUMBER],
  415: ['The carrier does not take this kind of media', TWILIO],
  416: ['The carrier does not know this kind of address', NUMBER],
  420: ['The carrier does not know an extension that was required', TWILIO],
  421: ['The carrier requires an extension that was not offered', TWILIO],
  422: ['The session timer was too short for the carrier', TWILIO],
  423: ['The carrier does not take so short an expiry', TWILIO],
  428: ['The carrier requires a signed caller identity', CALLER_ID],
  429: ['The carrier wants to know who transferred the call', TWILIO],
  433: ['The callee takes no anonymous calls', 'Call from a number that is shown'],
  436: ["The caller's identity could not be looked up", CALLER_ID],
  437: ["The caller's certificate was not accepted", CALLER_ID],
  438: ["The caller's identity did not verify", CALLER_ID],
  480: ['The callee cannot be reached now: switched off, out of coverage or not disturbed', LATER],
  481: ['The carrier no longer knew the call', CARRIER],
  482: ['The call was routed in a loop', NUMBER],
  483: ['The call passed too many networks', NUMBER],
  484: ['The number is incomplete', 'Give the whole number in E.164, country code included'],
  485: ['The number stands for more than one line', NUMBER],
  486: ['The callee is busy', LATER],
  487: ['It rang until its time was over', 'Call again later, or let it ring longer'],
  488: ['The two sides found no common media', TWILIO],
  489: ['The carrier does not know this kind of event', TWILIO],
  491: ['The carrier was still busy with an earlier request of the call', CARRIER],
  493: ['The carrier could not decrypt the request', TWILIO],
  494: ['The carrier requires a security agreement', TWILIO],
  500: ['The carrier had an internal error', CARRIER],
  501: ['The carrier cannot do what was asked', TWILIO],
  502: ['The carrier got a bad answer from the next network', CARRIER],
  503: ['The carrier is overloaded or out of order', CARRIER],
  504: ['The next network did not answer the carrier in time', CARRIER],
  505: ['The carrier does not speak this version of SIP', TWILIO],
  513: ['The message was too large for the carrier', TWILIO],
  580: ['The carrier could not reserve what the call needs', CARRIER],
  600: ['The callee is busy on every line', LATER],
  603: ['The callee, or the network for the callee, declined the call', CALLER_ID],
  604: ['The number exists nowhere', NUMBER],
  606: ['The callee accepts no media that was offered', TWILIO],
  607: ['The callee does not want this call', 'Do not call this number again'],
  608: ['The network blocked the call as unwanted', CALLER_ID],
};

/** What 487 means where the call was canceled. */
export const CANCELED: Explained = [
  'The call was canceled before anybody answered',
  'Place another call if it is still wanted',
];

/** What any other code means, by its hundreds. */
export const SIP_FAMILIES: Readonly<Record<number, Explained>> = {
  3: ['The callee is reached at another address', NUMBER],
  4: ['The carrier could not complete the call as it was asked for', NUMBER],
  5: ['A network on the way to the callee failed', CARRIER],
  6: ['No line of the callee takes the call', LATER],
};

import { isOwnTraceparent } from '../common/traceparent.js';
import { FIELD_RULES, maySay } from './field-rules.js';
import { verifyRequest } from './request-signature.js';
import type { ReadRequest, SignedFields, SignedRequest } from './signed-request.js';
import { isUnmistakable } from './signed-text.js';
import type { TwilioAccount } from './twilio-account.js';
import { InvalidTwilioSignatureError, MisshapenWebhookError } from './twilio.errors.js';

/** The routes that Twilio is given, by what it asks or tells there. */
export type WebhookKind = 'voice' | 'fallback' | 'recorded' | 'status' | 'recording' | 'probe';

/** A webhook that Twilio signed for our account and for this route. */
export interface Webhook {
  /** What the URL says, which is as Atlas wrote it. */
  callId?: string;
  attempt?: number;
  hasPlan?: boolean;
  recording?: boolean;
  trace?: string;
  /** What Twilio says, one value for each name. Those that Atlas reads are as FIELD_RULES has them. */
  params: Record<string, string>;
}

/** A probe may be signed for this address: whoever has the token learns by it which BASE_URL is verified. */
export const ANY_ADDRESS = 'http://any-address.atlas.invalid';

type Account = Pick<TwilioAccount, 'baseUrl' | 'accountSid' | 'authToken' | 'secondaryAuthToken'>;

/**
 * @throws InvalidTwilioSignatureError Twilio did not sign what was received.
 * @throws MisshapenWebhookError It is signed, and yet nothing that Twilio sends to this route.
 */
export const readWebhook = (request: SignedRequest, kind: WebhookKind, account: Account): Webhook => {
  const read =
    verifyRequest(request, account) ??
    (kind === 'probe' ? verifyRequest(request, { ...account, baseUrl: ANY_ADDRESS }) : null);
  if (read === null) throw new InvalidTwilioSignatureError();
  if (!isOfTwilio(read, account.accountSid) || !isOfKind(read.fields, kind))
    throw new MisshapenWebhookError();
  return toWebhook(read);
};

const isFlag = (text: string): boolean => /^(true|false)$/.test(text);

/** Atlas writes the query itself, so that nothing else is taken. An id that no call has is answered with an apology. */
const QUERY: Record<string, (text: string) => boolean> = {
  call_id: (text) => /^[\w-]{1,64}$/.test(text),
  attempt: (text) => /^[1-9]\d?$/.test(text),
  plan: isFlag,
  recording: isFlag,
  trace: isOwnTraceparent,
};

/** What Twilio sends to other routes than this one. Its news of a call that ended may name the call's recording. */
const FOREIGN: Record<WebhookKind, string[]> = {
  voice: [
    'CallbackSource',
    'SequenceNumber',
    'ErrorUrl',
    'RecordingSid',
    'RecordingStatus',
    'TranscriptionSid',
  ],
  fallback: ['CallbackSource', 'SequenceNumber', 'RecordingStatus', 'TranscriptionSid'],
  recorded: ['CallbackSource', 'SequenceNumber', 'ErrorUrl', 'RecordingStatus', 'TranscriptionSid'],
  status: ['ErrorUrl', 'RecordingStatus', 'TranscriptionSid', 'TranscriptionStatus'],
  recording: ['CallbackSource', 'SequenceNumber', 'ErrorUrl'],
  probe: [],
};

/** Of these a route needs one: without it there is no news. */
const TELLING: Partial<Record<WebhookKind, string[]>> = {
  recording: ['RecordingSid', 'RecordingStatus', 'TranscriptionSid'],
};

const isOfKind = (fields: SignedFields, kind: WebhookKind): boolean =>
  !FOREIGN[kind].some((name) => fields.has(name)) &&
  (TELLING[kind]?.some((name) => fields.has(name)) ?? true);

const WRITTEN = Object.entries(QUERY);
const READ = Object.keys(FIELD_RULES);

const isOfTwilio = (read: ReadRequest, accountSid: string): boolean => {
  const { form, query, fields } = read;
  const isOurQuery = WRITTEN.every(([name, isWritten]) => saysOnce(query, name, isWritten));
  const isAsWritten = READ.every((name) => saysOnce(fields, name, (text) => maySay(name, text)));
  const isOurs = saysOnce(fields, 'AccountSid', (sid) => sid === accountSid);
  if (!isOurQuery || !isAsWritten || !isOurs) return false;
  // The query of a GET is signed with what delimits it, and may hold nothing but what Atlas wrote.
  if (form === 'query') return true;
  const isNamed = fields.has('AccountSid') && Boolean(valueOf(fields, 'CallSid'));
  return isNamed && (form === 'json' || isUnmistakable(read));
};

/** Whether the parameter is absent, or has one value of this kind. */
const saysOnce = (from: SignedFields, name: string, isFit: (text: string) => boolean): boolean => {
  const [value, ...others] = from.get(name) ?? [];
  return value === undefined || (others.length === 0 && isFit(value));
};

/** Twilio signs a repeated field's values sorted, so the first of them is the only one sure to be the same. */
const valueOf = (from: SignedFields, name: string): string | undefined => from.get(name)?.[0];

const flag = (text: string | undefined): boolean | undefined =>
  text === undefined ? undefined : text === 'true';

/** What a request says; believed only where it was checked. */
export const toWebhook = ({ query, fields }: ReadRequest): Webhook => {
  const attempt = valueOf(query, 'attempt');
  return {
    callId: valueOf(query, 'call_id'),
    attempt: attempt === undefined ? undefined : Number(attempt),
    hasPlan: flag(valueOf(query, 'plan')),
    recording: flag(valueOf(query, 'recording')),
    trace: valueOf(query, 'trace'),
    params: Object.fromEntries([...fields].map(([name, [value = '']]) => [name, value])),
  };
};

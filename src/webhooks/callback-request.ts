import type { TwilioCallback } from '../twilio/twilio-callback.js';

/** The parts of a verified webhook request that tell of a call. */
export interface CallbackRequest {
  /** The query of the URL that Atlas gave Twilio; signed, yet parsed by a server that may make lists of it. */
  query: Record<string, unknown>;
  token?: string;
  params: Record<string, string>;
}

/** Our attempts are counted in one or two digits; Atlas writes no longer ones. */
const ATTEMPT = /^[1-9]\d?$/;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

const flag = (value: unknown): boolean | undefined => (value === undefined ? undefined : value === 'true');

/** BSON has no name with a NUL in it, and takes one for the mark of its own types. */
const storable = (name: string): string =>
  name === '_bsontype' ? `${name}_` : name.replaceAll('\0', '\uFFFD');

const withStorableNames = (params: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [storable(name), value]));

/** The callback as the calls' room takes it. */
export const toCallback = (
  kind: TwilioCallback['kind'],
  { query, token, params }: CallbackRequest,
  receivedAt = new Date(),
): TwilioCallback => {
  const attempt = text(query.attempt);
  return {
    kind,
    callId: text(query.call_id),
    attempt: attempt && ATTEMPT.test(attempt) ? Number(attempt) : undefined,
    hasPlan: flag(query.plan),
    token,
    params: withStorableNames(params),
    receivedAt,
  };
};

/** What the URL says of recording; undefined where it says nothing. */
export const recordingOf = ({ query }: CallbackRequest): boolean | undefined => flag(query.recording);

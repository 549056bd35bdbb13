import { formOf, type MadeCall } from './made.js';
import { signatureOf } from './signing.js';

/** One request of a load. */
export interface Prepared {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** Who is told, and by whose token it is signed. */
export interface Told {
  baseUrl: string;
  account: { sid: string; token: string };
}

/** Signed as Twilio signs, by its SDK. */
export const tell = (
  path: string,
  { sid, to }: Pick<MadeCall, 'sid' | 'to'>,
  news: Record<string, string>,
  { baseUrl, account }: Told,
): Prepared => {
  const fields = { ...formOf(sid, to, account.sid), ...news };
  return {
    method: 'POST',
    path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signatureOf(account.token, baseUrl + path, fields),
    },
    body: new URLSearchParams(fields).toString(),
  };
};

/** Where Twilio tells it. */
export const named = (route: string, { _id }: Pick<MadeCall, '_id'>, more = ''): string =>
  `/twilio/${route}?call_id=${_id}&attempt=1${more}`;

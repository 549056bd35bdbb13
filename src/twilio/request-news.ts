import { TOO_MANY_REQUESTS, TwilioError } from './twilio.errors.js';

/** How a request to Twilio ended; `slow-down` is a 429. */
export type RequestOutcome = 'ok' | 'refused' | 'slow-down' | 'unsent' | 'unknown';

/** One request to Twilio that is over. */
export interface RequestNews {
  /** What was asked, without whom it is about. */
  operation: string;
  outcome: RequestOutcome;
  /** From the moment at which it could be sent. */
  ms: number;
}

/** To be quick, and never to fail. */
export type RequestListener = (news: RequestNews) => void;

const OPERATIONS: readonly [method: string, path: RegExp, operation: string][] = [
  ['POST', /\/Calls\.json$/, 'place-call'],
  ['GET', /\/Calls\.json$/, 'list-calls'],
  ['POST', /\/Calls\/\w+\.json$/, 'end-call'],
  ['GET', /\/Calls\/\w+\.json$/, 'fetch-call'],
  ['GET', /\/Events\.json$/, 'list-events'],
  ['GET', /\/Notifications\.json$/, 'list-notifications'],
  ['GET', /\/Transcriptions\.json$/, 'list-transcriptions'],
  ['GET', /\/Recordings\.json$/, 'list-recordings'],
  ['DELETE', /\/Transcriptions\/\w+\.json$/, 'delete-transcription'],
  ['DELETE', /\/Recordings\/\w+\.json$/, 'delete-recording'],
  ['GET', /\/IncomingPhoneNumbers\.json$/, 'list-numbers'],
  ['GET', /\/Accounts\/\w+\.json$/, 'fetch-account'],
];

/** The name of what is asked: one of a few, `other` where it has none. */
export const operationOf = (method: string, uri: string): string => {
  const { pathname } = new URL(uri);
  const found = OPERATIONS.find(([verb, path]) => verb === method.toUpperCase() && path.test(pathname));
  return found?.[2] ?? 'other';
};

export const requestOutcomeOf = (error: unknown): RequestOutcome => {
  if (!(error instanceof TwilioError)) return 'unknown';
  return error.reason.code === TOO_MANY_REQUESTS ? 'slow-down' : error.outcome;
};

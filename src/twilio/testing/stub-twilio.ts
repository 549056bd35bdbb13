import type { TwilioAccount } from '../twilio-account.js';
import { TwilioError } from '../twilio.errors.js';
import { TwilioService } from '../twilio.service.js';
import { sendJson, startHttpServer, type Answering, type LocalServer } from './misbehaving-server.js';
import { testAccount } from './test-account.js';

const started: { close(): Promise<void> }[] = [];

/** Closed by `closeStarted`. */
export const keep = <T extends { close(): Promise<void> }>(one: T): T => {
  started.push(one);
  return one;
};

/** For `afterEach`: ends all that the functions below started. */
export const closeStarted = async (): Promise<void> => {
  await Promise.all(started.splice(0).map((one) => one.close()));
};

/** The service, asking a stand-in at this address. */
export const serviceAt = (apiBaseUrl: string, overrides: Partial<TwilioAccount> = {}): TwilioService => {
  const service = new TwilioService(testAccount({ apiBaseUrl, timeoutMs: 500, ...overrides }));
  keep({ close: () => Promise.resolve(service.onApplicationShutdown()) });
  return service;
};

/** A stand-in for Twilio that does as it is told with each request. */
export const twilioThat = async (answer: Answering): Promise<LocalServer> =>
  keep(await startHttpServer(answer));

/** A list as Twilio writes it, one page for each item of the array. */
export const paged = (path: string, name: string, pages: unknown[][]): Promise<LocalServer> =>
  twilioThat((response, n) => {
    const more = n + 1 < pages.length ? `${path}?PageSize=200&Page=${n + 1}&PageToken=PA${n}` : null;
    const meta = { page: n, page_size: 200, uri: path, first_page_uri: path, previous_page_uri: null };
    sendJson(response, 200, { ...meta, next_page_uri: more, [name]: pages[n] });
  });

/** The TwilioError that it ends with; anything else is thrown. */
export const failureOf = async (answer: Promise<unknown>): Promise<TwilioError> => {
  const error = await answer.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof TwilioError)) throw error;
  return error;
};

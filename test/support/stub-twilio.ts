import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import {
  type Answering,
  type LocalServer,
  type ReceivedRequest,
  sendJson,
  startHttpServer,
} from '../../src/twilio/testing/misbehaving-server.js';
import { testAccount } from '../../src/twilio/testing/test-account.js';
import { someCallSid } from './factories.js';
import { type AppOptions, type RunningApp, startApp } from './start-app.js';

/** A server in Twilio's place that does as each test tells it, and the application that speaks to it. */
export interface StubbedApp {
  running: RunningApp;
  twilio: LocalServer;
  /** What the stub does with the requests that come. */
  answerWith(answer: Answering): void;
  close(): Promise<void>;
}

/** Whether Twilio is asked to dial, and not for what became of a call. */
export const isDial = ({ method, url }: ReceivedRequest): boolean =>
  method === 'POST' && url.endsWith('/Calls.json');

/** Twilio's answer to a call that it accepts. */
export const acceptCall = (response: ServerResponse, sid = someCallSid()): void =>
  sendJson(response, 201, { sid, status: 'queued', start_time: null, duration: null });

/** Starts an application whose Twilio is a stub; until told otherwise every call is accepted. */
export const startStubbedApp = async (options: AppOptions = {}): Promise<StubbedApp> => {
  let answering: Answering = (response) => acceptCall(response);
  const twilio = await startHttpServer((response, n) => answering(response, n));
  const account = testAccount({ apiBaseUrl: twilio.url, timeoutMs: 500, authToken: randomUUID() });
  const running = await startApp({ ...options, account });
  return {
    running,
    twilio,
    answerWith: (answer) => {
      answering = answer;
    },
    close: async () => {
      await running.close();
      await twilio.close();
    },
  };
};

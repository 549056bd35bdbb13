import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Request, Response } from 'express';
import { type Answered, RequestWatches } from '../../common/http/request-watches.js';
import { FakeClock } from '../../common/testing/fake-clock.js';
import type { Environment } from '../../config/environment.js';
import { signAsTwilio } from '../../twilio/testing/sign-as-twilio.js';
import { CALL, pairsOf, posted, WEBHOOK_ACCOUNT as account } from '../../twilio/testing/signed-webhook.js';
import type { WebhookSort } from './webhook-count.js';
import type { WebhookCountsService } from './webhook-counts.service.js';
import { WebhookWatchService } from './webhook-watch.service.js';

const TARGET = '/twilio/status?call_id=1&attempt=1';
const SCHEME = account.baseUrl.replace('https:', 'http:');
const pairs = pairsOf(CALL);
let clock: FakeClock;
let counted: WebhookSort[];
let add: jest.Mock<(watch: (answered: Answered) => void) => void>;

beforeEach(() => {
  clock = new FakeClock();
  clock.pass(1);
  counted = [];
  add = jest.fn();
  const watches = Object.assign(new RequestWatches(), { add });
  const counts = { count: (sort: WebhookSort) => counted.push(sort) } as unknown as WebhookCountsService;
  const environment = { allowedHosts: ['known.example.com'] } as Environment;
  new WebhookWatchService(watches, counts, account, environment, clock).onModuleInit();
});

const answered = (path: string, signature?: string, route: string | null = path): void => {
  const request = {
    ...posted(TARGET, pairs, signature ?? ''),
    path,
    url: path,
    method: 'POST',
    route: { path: route },
  };
  if (signature === undefined) delete request.headers['x-twilio-signature'];
  const response = { statusCode: route === null ? 404 : 403 } as Response;
  add.mock.calls[0]?.[0]({ request: request as unknown as Request, response, ms: 1, isWhole: true });
};
const signedFor = (baseUrl: string): string => signAsTwilio(account.authToken, baseUrl + TARGET, pairs);
const reasons = (): (string | undefined)[] => counted.map(({ reason }) => reason);

describe('the watch of webhooks', () => {
  it('finds out what is wrong with a signature five times a second at most, and tells the rest apart by their header', () => {
    answered('/twilio/status', signedFor(SCHEME));
    clock.pass(199);
    answered('/twilio/status', signedFor(SCHEME));
    answered('/twilio/status');
    clock.pass(1);
    answered('/twilio/status', signedFor(SCHEME));
    expect(reasons()).toEqual(['scheme', 'signature', 'unsigned', 'scheme']);
  });

  it('knows the hosts of ALLOWED_HOSTS', () => {
    answered('/twilio/status', signedFor('https://known.example.com'));
    expect(reasons()).toEqual(['host']);
  });

  it('counts what is signed wherever it came to, and nothing else that is no webhook', () => {
    answered('/atlas/twilio/status', signedFor(account.baseUrl), null);
    answered('/users', undefined, '/users');
    answered('/twilio', undefined, null);
    expect(counted).toEqual([
      { kind: 'other', result: 'refused', reason: 'path' },
      { kind: 'other', result: 'refused', reason: 'path' },
    ]);
  });
});

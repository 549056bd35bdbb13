import { describe, expect, it } from '@jest/globals';
import { CALL_NOT_IN_PROGRESS } from './twilio.errors.js';
import { quietly } from './testing/around-each.js';
import { sendJson, type Answering } from './testing/misbehaving-server.js';
import { failureOf, serviceAt, twilioThat } from './testing/stub-twilio.js';

const SID = `CA${'0123456789abcdef'.repeat(2)}`;
const CALL_PATH = `/2010-04-01/Accounts/AC${'a'.repeat(32)}/Calls/${SID}.json`;
const ENDED = {
  sid: SID,
  status: 'completed',
  to: '+14155552671',
  from: '+15005550006',
  direction: 'outbound-api',
  answered_by: null,
  duration: '42',
  date_created: 'Fri, 02 Jan 2026 03:04:05 +0000',
  start_time: null,
  end_time: 'Fri, 02 Jan 2026 03:05:05 +0000',
  price: '-0.01400',
  price_unit: 'USD',
};
const UNKNOWN_SID = { code: 20404, message: 'not found', status: 404 };
const TOO_LATE = { code: 21220, message: 'Call is not in-progress. Cannot redirect.', status: 400 };

/** Answers of which nothing is known; each is asked again. */
const UNCLEAR: [string, Answering][] = [
  ['a 500', (response) => sendJson(response, 500, { code: 20500 })],
  ['a 429', (response) => sendJson(response, 429, { code: 20429 })],
  ['a reset', (response) => response.socket?.resetAndDestroy()],
  ['a time-out', () => undefined],
  ['an answer about another call', (response) => sendJson(response, 200, { ...ENDED, sid: 'CA99' })],
  ['an answer about nothing', (response) => sendJson(response, 200, {})],
];

quietly();

describe('asking for a call', () => {
  it('gives its plain values', async () => {
    const server = await twilioThat((response) => sendJson(response, 200, ENDED));
    await expect(serviceAt(server.url).fetchCall(SID)).resolves.toEqual({
      sid: SID,
      status: 'completed',
      to: '+14155552671',
      from: '+15005550006',
      direction: 'outbound-api',
      answeredBy: null,
      durationSeconds: 42,
      dateCreated: new Date('2026-01-02T03:04:05Z'),
      startTime: null,
      endTime: new Date('2026-01-02T03:05:05Z'),
      price: '-0.01400',
      priceUnit: 'USD',
    });
    expect(server.requests).toMatchObject([{ method: 'GET', url: CALL_PATH }]);
  });

  it('gives null for what is not known, and no currency without a price', async () => {
    const server = await twilioThat((r) =>
      sendJson(r, 200, { sid: SID, date_created: null, price_unit: 'USD', duration: '-1' }),
    );
    await expect(serviceAt(server.url).fetchCall(SID)).resolves.toMatchObject({
      status: '',
      durationSeconds: null,
      dateCreated: null,
      price: null,
      priceUnit: null,
    });
  });

  it('is refused with 20404 for one that Twilio does not know, at once', async () => {
    const server = await twilioThat((response) => sendJson(response, 404, UNKNOWN_SID));
    const failure = await failureOf(serviceAt(server.url).fetchCall(SID));
    expect(failure).toMatchObject({ outcome: 'refused', reason: { code: 20404 }, mayRepeat: false });
    expect(failure.message).toBe('Twilio refused the request: 20404 not found');
    expect(failure.isRefusal(20404)).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  it('is another refusal when a 404 is not from Twilio', async () => {
    const server = await twilioThat((response) => response.writeHead(404).end('<html>'));
    expect((await failureOf(serviceAt(server.url).fetchCall(SID))).isRefusal(20404)).toBe(false);
  });

  it.each(['', 'CA', 'SM0123', '../Accounts', 'CA12/Events', 'CA12?x=1', 'CA12\n'])(
    'is refused without asking for %j',
    async (sid) => {
      const server = await twilioThat((response) => sendJson(response, 200, ENDED));
      const service = serviceAt(server.url);
      for (const asked of [
        service.fetchCall(sid),
        service.endCall(sid, 'completed'),
        service.listCallEvents(sid),
        service.listRecordings(sid),
      ]) {
        expect((await failureOf(asked)).isRefusal(20404)).toBe(true);
      }
      expect(server.requests).toHaveLength(0);
    },
  );

  it.each(UNCLEAR)('is repeated after %s', async (_, answer) => {
    const server = await twilioThat((r, n) => (n < 2 ? answer(r, n) : sendJson(r, 200, ENDED)));
    await expect(serviceAt(server.url).fetchCall(SID)).resolves.toMatchObject({ status: 'completed' });
    expect(server.requests).toHaveLength(3);
  });

  it('ends after a few times, and says that it may be repeated', async () => {
    const server = await twilioThat((response) => sendJson(response, 503, {}));
    const failure = await failureOf(serviceAt(server.url).fetchCall(SID));
    expect(failure).toMatchObject({ outcome: 'unknown', mayRepeat: true, retryAfterSeconds: 5 });
    expect(server.requests).toHaveLength(4);
  });
});

describe('ending a call', () => {
  it.each(['completed', 'canceled'] as const)('asks Twilio for %s', async (status) => {
    const server = await twilioThat((response) => sendJson(response, 200, { ...ENDED, status }));
    await expect(serviceAt(server.url).endCall(SID, status)).resolves.toMatchObject({ sid: SID, status });
    expect(server.requests).toMatchObject([{ method: 'POST', url: CALL_PATH, body: `Status=${status}` }]);
  });

  it('is refused with 21220 when it is too late, at once', async () => {
    const server = await twilioThat((response) => sendJson(response, 400, TOO_LATE));
    const failure = await failureOf(serviceAt(server.url).endCall(SID, 'completed'));
    expect(failure.isRefusal(CALL_NOT_IN_PROGRESS)).toBe(true);
    expect(failure.mayRepeat).toBe(false);
    expect(server.requests).toHaveLength(1);
  });

  it.each(UNCLEAR)('is repeated after %s', async (_, answer) => {
    const server = await twilioThat((r, n) => (n === 0 ? answer(r, n) : sendJson(r, 200, ENDED)));
    await expect(serviceAt(server.url).endCall(SID, 'completed')).resolves.toMatchObject({ sid: SID });
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
  });

  /** No answer to the first request, too late for the second; the call is then as told. */
  const endedMeanwhile = (status: string) =>
    twilioThat((response, n) => {
      if (n === 0) response.destroy();
      else if (n === 1) sendJson(response, 400, TOO_LATE);
      else sendJson(response, 200, { ...ENDED, status });
    });

  it.each([
    ['completed', 'completed'],
    ['completed', 'canceled'],
    ['canceled', 'canceled'],
  ] as const)(
    'as %s succeeds when its repetition is too late because the first request ended the call as %s',
    async (asked, status) => {
      const server = await endedMeanwhile(status);
      await expect(serviceAt(server.url).endCall(SID, asked)).resolves.toMatchObject({ status });
      expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'GET']);
    },
  );

  it.each([
    ['canceled', 'in-progress'],
    ['canceled', 'completed'],
    ['completed', 'busy'],
    ['completed', 'in-progress'],
  ] as const)(
    'as %s is refused when its repetition is too late and the call is %s',
    async (asked, status) => {
      const server = await endedMeanwhile(status);
      const failure = await failureOf(serviceAt(server.url).endCall(SID, asked));
      expect(failure.isRefusal(CALL_NOT_IN_PROGRESS)).toBe(true);
    },
  );

  it('may be asked again when it never became clear', async () => {
    const server = await twilioThat((response) => sendJson(response, 500, {}));
    const failure = await failureOf(serviceAt(server.url).endCall(SID, 'completed'));
    expect(failure).toMatchObject({ outcome: 'unknown', mayRepeat: true });
  });
});

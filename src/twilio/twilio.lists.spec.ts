import { describe, expect, it } from '@jest/globals';
import { waitFor } from '../../test/support/wait-for.js';
import { quietly } from './testing/around-each.js';
import { sendJson } from './testing/misbehaving-server.js';
import { failureOf, paged, serviceAt, twilioThat } from './testing/stub-twilio.js';
import { sendAtOnce } from './testing/send-at-once.js';

const ACCOUNT = `/2010-04-01/Accounts/AC${'a'.repeat(32)}`;
const SID = `CA${'0123456789abcdef'.repeat(2)}`;
const BETWEEN = { to: '+14155552671', from: '+15005550006', limit: 10 };

const callAt = (n: number, dateCreated: string | null): object => ({
  sid: `CA${n}`,
  status: 'queued',
  start_time: null,
  date_created: dateCreated && new Date(dateCreated).toUTCString(),
});

quietly();

describe('listing calls', () => {
  const path = `${ACCOUNT}/Calls.json`;

  it('filters by both numbers, not by the start, and follows the pages to the end', async () => {
    const server = await paged(path, 'calls', [[callAt(1, null)], [], [callAt(2, '2026-01-02T03:04:05Z')]]);
    const calls = await serviceAt(server.url).listCalls(BETWEEN);
    expect(calls).toMatchObject([
      { sid: 'CA1', status: 'queued', startTime: null },
      { sid: 'CA2', dateCreated: new Date('2026-01-02T03:04:05Z') },
    ]);
    const [first, ...rest] = server.requests.map(({ url }) => new URL(url, server.url));
    expect(Object.fromEntries(first?.searchParams ?? [])).toEqual({
      To: BETWEEN.to,
      From: BETWEEN.from,
      PageSize: '200',
    });
    expect(rest.map(({ searchParams }) => searchParams.get('PageToken'))).toEqual(['PA0', 'PA1']);
    expect(new Set(server.requests.map(({ headers }) => headers.authorization)).size).toBe(1);
  });

  it('gives those created in the time asked for, a second being the smallest part of it', async () => {
    const moments = ['03:04:04', '03:04:05', '03:04:59', '03:05:00'].map((time) => `2026-01-02T${time}Z`);
    const server = await paged(path, 'calls', [[...moments, null].map((moment, n) => callAt(n, moment))]);
    const calls = await serviceAt(server.url).listCalls({
      ...BETWEEN,
      createdAfter: new Date('2026-01-02T03:04:05.700Z'),
      createdBefore: new Date('2026-01-02T03:04:59.900Z'),
    });
    expect(calls.map(({ sid }) => sid)).toEqual(['CA1', 'CA2', 'CA4']);
  });

  it('stops at the limit', async () => {
    const server = await paged(path, 'calls', [[callAt(1, null), callAt(2, null)], [callAt(3, null)]]);
    await expect(serviceAt(server.url).listCalls({ ...BETWEEN, limit: 1 })).resolves.toHaveLength(1);
    expect(server.requests).toHaveLength(1);
  });

  it('fails rather than give a part as the whole', async () => {
    const endless = { next_page_uri: `${path}?Page=1`, calls: [] };
    const server = await twilioThat((response) => sendJson(response, 200, endless));
    const failure = await failureOf(serviceAt(server.url).listCalls(BETWEEN));
    expect(failure).toMatchObject({ outcome: 'unknown', reason: { code: 'too-long' } });
    expect(server.requests).toHaveLength(50);
  });

  it('repeats one page alone', async () => {
    const last = { next_page_uri: null, calls: [callAt(2, null)] };
    const server = await twilioThat((response, n) => {
      if (n === 0) sendJson(response, 200, { next_page_uri: `${path}?Page=1`, calls: [callAt(1, null)] });
      else if (n === 1) sendJson(response, 500, {});
      else sendJson(response, 200, last);
    });
    const calls = await serviceAt(server.url).listCalls(BETWEEN);
    expect(calls.map(({ sid }) => sid)).toEqual(['CA1', 'CA2']);
    expect(server.requests.map(({ url }) => url.includes('Page=1'))).toEqual([false, true, true]);
  });

  it.each([{}, null, { calls: null }, { calls: [{}] }, { calls: [{ sid: 'SM1' }] }, { calls: 'none' }])(
    'never takes %j for an empty list',
    async (body) => {
      const server = await twilioThat((response) => sendJson(response, 200, body));
      const failure = await failureOf(serviceAt(server.url).listCalls(BETWEEN));
      expect(failure).toMatchObject({ outcome: 'unknown', mayRepeat: true, reason: { code: 'malformed' } });
    },
  );
});

describe("listing a call's events", () => {
  const path = `${ACCOUNT}/Calls/${SID}/Events.json`;

  it('gives the requests that Twilio made', async () => {
    const url = 'https://atlas.example.com/twilio/status?call_id=an-id&attempt=2#rc=5&rp=all';
    const parameters = { call_sid: SID, sequence_number: 0, add_ons: { status: 'x' } };
    const server = await paged(path, 'events', [
      [
        {
          request: { url, method: 'POST', parameters },
          response: { response_code: 200, response_body: 'x' },
        },
        { request: { url, method: 'get', parameters: null }, response: null },
      ],
      [{ request: null, response: null }, { request: { method: 'POST' } }],
    ]);
    const { items, isWhole } = await serviceAt(server.url).listCallEvents(SID);
    expect(isWhole).toBe(true);
    expect(items).toEqual([
      { url, method: 'POST', parameters: { call_sid: SID, sequence_number: '0' }, responseCode: 200 },
      { url, method: 'GET', parameters: {}, responseCode: null },
    ]);
    expect(server.requests[0]?.url).toBe(`${path}?PageSize=200`);
  });

  it('is refused with 20404 for a call that Twilio does not know', async () => {
    const server = await twilioThat((response) => sendJson(response, 404, { code: 20404 }));
    expect((await failureOf(serviceAt(server.url).listCallEvents(SID))).isRefusal(20404)).toBe(true);
  });
});

describe("listing a call's recordings", () => {
  const path = `${ACCOUNT}/Calls/${SID}/Recordings.json`;
  const recording = {
    sid: 'RE1',
    call_sid: SID,
    status: 'completed',
    duration: '31',
    channels: 1,
    source: 'RecordVerb',
    start_time: 'Fri, 02 Jan 2026 03:04:05 +0000',
    date_created: 'Fri, 02 Jan 2026 03:04:05 +0000',
    error_code: null,
    price: '-0.00250',
    price_unit: 'USD',
  };

  it('gives their plain values', async () => {
    const unfinished = { sid: 'RE2', status: 'in-progress', duration: '-1', error_code: 31404 };
    const server = await paged(path, 'recordings', [[recording], [unfinished]]);
    const nothing = { durationSeconds: null, channels: null, source: null, price: null, priceUnit: null };
    const { items, isWhole } = await serviceAt(server.url).listRecordings(SID);
    expect(isWhole).toBe(true);
    expect(items).toEqual([
      {
        sid: 'RE1',
        callSid: SID,
        status: 'completed',
        durationSeconds: 31,
        url: `${server.url}${ACCOUNT}/Recordings/RE1`,
        channels: 1,
        source: 'RecordVerb',
        startTime: new Date('2026-01-02T03:04:05Z'),
        dateCreated: new Date('2026-01-02T03:04:05Z'),
        errorCode: null,
        price: '-0.00250',
        priceUnit: 'USD',
      },
      expect.objectContaining({ sid: 'RE2', status: 'in-progress', errorCode: 31404, ...nothing }),
    ]);
  });
});

describe("listing a recording's transcriptions", () => {
  it('gives their texts', async () => {
    const path = `${ACCOUNT}/Recordings/RE1/Transcriptions.json`;
    const [done, going] = [
      { sid: 'TR1', status: 'completed', transcription_text: 'Hello.', date_created: null },
      { sid: 'TR2', status: 'in-progress', transcription_text: null, date_created: null },
    ];
    const server = await paged(path, 'transcriptions', [[done], [going]]);
    const { items, isWhole } = await serviceAt(server.url).listTranscriptions('RE1');
    expect(isWhole).toBe(true);
    expect(items).toEqual([
      { sid: 'TR1', recordingSid: 'RE1', status: 'completed', text: 'Hello.', dateCreated: null },
      { sid: 'TR2', recordingSid: 'RE1', status: 'in-progress', text: '', dateCreated: null },
    ]);
    expect(server.requests[0]?.url).toBe(`${path}?PageSize=200`);
  });
});

describe("listing a call's notifications", () => {
  const path = `${ACCOUNT}/Calls/${SID}/Notifications.json`;
  const note = (sid: string, error_code: string | null, message_text: string) => ({
    sid,
    error_code,
    message_text,
    message_date: 'Fri, 02 Jan 2026 03:04:05 +0000',
    request_url: 'https://atlas.example.com/twilio/voice',
  });

  it('gives what Twilio logged, its text read as the query that it is', async () => {
    const listed = [
      note(
        'NO1',
        '11205',
        'sourceComponent=12000&ErrorCode=11205&Msg=HTTP+connection%20failure&LogLevel=ERROR',
      ),
      note('NO2', null, 'ErrorCode=11200&url=x'),
      note('NO3', '12100', 'Document parse failure'),
      note('NO4', null, 'no code at all'),
    ];
    const server = await paged(path, 'notifications', [listed]);
    const logged = {
      url: 'https://atlas.example.com/twilio/voice',
      loggedAt: new Date('2026-01-02T03:04:05Z'),
    };
    const { items, isWhole } = await serviceAt(server.url).listNotifications(SID);
    expect(isWhole).toBe(true);
    expect(items).toEqual([
      { sid: 'NO1', errorCode: 11205, message: 'HTTP connection failure', ...logged },
      { sid: 'NO2', errorCode: 11200, message: '', ...logged },
      { sid: 'NO3', errorCode: 12100, message: 'Document parse failure', ...logged },
    ]);
    expect(server.requests[0]?.url).toBe(`${path}?PageSize=200`);
  });
});

describe('what is read of calls', () => {
  it('goes through whoever bounds it, request by request', async () => {
    const path = `${ACCOUNT}/Calls.json`;
    const server = await twilioThat((response, n) => {
      if (n === 0) sendJson(response, 500, {});
      else sendJson(response, 200, { next_page_uri: n === 1 ? `${path}?Page=1` : null, calls: [] });
    });
    let requests = 0;
    await serviceAt(server.url).listCalls(BETWEEN, (request) => {
      requests += 1;
      return request();
    });
    expect([requests, server.requests.length]).toEqual([3, 3]);
  });

  it('has connections of its own: slow answers hold up nobody who dials', async () => {
    const server = await twilioThat((response, n) => {
      if (server.requests[n]?.method === 'POST') sendJson(response, 201, { sid: SID, status: 'queued' });
    });
    const service = serviceAt(server.url);
    const reading = Array.from({ length: 60 }, () => service.fetchCall(SID).catch(() => null));
    const call = {
      to: BETWEEN.to,
      callId: 'c',
      attempt: 1,
      recordingEnabled: false,
      hasPlan: false,
      ringSeconds: 60,
      maxSeconds: 4200,
    };
    await expect(service.placeCall(call, sendAtOnce)).resolves.toMatchObject({ sid: SID });
    service.beforeApplicationShutdown();
    await Promise.all(reading);
  });

  it('as a list has connections of its own: slow lists hold up nobody who asks how a call ended', async () => {
    const server = await twilioThat((response, n) => {
      if (server.requests[n]?.url.endsWith(`/Calls/${SID}.json`))
        sendJson(response, 200, { sid: SID, status: 'busy' });
    });
    const service = serviceAt(server.url);
    const listing = Array.from({ length: 60 }, () => service.listRecordings(SID).catch(() => null));
    await expect(service.fetchCall(SID)).resolves.toMatchObject({ status: 'busy' });
    // It was not asked for again either.
    expect(server.requests.filter(({ url }) => url.endsWith(`/${SID}.json`))).toHaveLength(1);
    expect(server.requests.length).toBeLessThan(60);
    service.beforeApplicationShutdown();
    await Promise.all(listing);
  });
});

describe('reading that is cut off', () => {
  it('fails at once, as does all to come, and dialling goes on', async () => {
    const server = await twilioThat((response, n) => {
      if (n > 0) sendJson(response, 201, { sid: SID, status: 'queued' });
    });
    const service = serviceAt(server.url, { timeoutMs: 20_000 });
    const hanging = failureOf(service.fetchCall(SID));
    await waitFor('the request', async () => server.requests.length === 1);
    const begun = performance.now();
    service.stopReading();
    expect((await hanging).outcome).toBe('unknown');
    expect(await failureOf(service.listRecordings(SID))).toMatchObject({
      outcome: 'unsent',
      reason: { code: 'ESHUTDOWN' },
    });
    expect(performance.now() - begun).toBeLessThan(10_000);
    await expect(service.endCall(SID, 'completed')).resolves.toMatchObject({ sid: SID });
    expect(server.requests).toHaveLength(2);
  });
});

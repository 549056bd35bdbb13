import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Bench, FROM } from '../testing/bench.js';

const HOUR_MS = 3_600_000;

describe('the notifications of a call', () => {
  const bench = new Bench();
  beforeAll(() => bench.start());
  afterEach(() => bench.customer.forget());
  afterAll(() => bench.stop());

  const failing = async (url: string): Promise<string> => {
    const { sid } = await bench.client.calls.create({ to: '+12025550100', from: FROM, url });
    await bench.ended(sid);
    return sid;
  };
  const listed = (sid: string, filters: object = {}) => bench.client.calls(sid).notifications.list(filters);

  it.each([
    [404, 11200, 'Got HTTP 404 response to'],
    [500, 11200, 'Got HTTP 500 response to'],
    [null, 11205, 'No response from'],
  ])('say why the TwiML could not be had (HTTP %s: %i)', async (status, code, text) => {
    if (status) bench.customer.on('/voice', { status });
    const url = status ? `${bench.customer.url}/voice?a=1` : 'http://127.0.0.1:9/voice';
    const sid = await failing(url);
    const [notification, ...others] = await listed(sid);
    expect(others).toEqual([]);
    expect(notification).toMatchObject({
      callSid: sid,
      errorCode: String(code),
      log: '0',
      requestUrl: url,
      requestMethod: 'POST',
      sid: expect.stringMatching(/^NO[0-9a-f]{32}$/),
    });
    const message = Object.fromEntries(new URLSearchParams(notification?.messageText));
    expect(message).toEqual({
      Msg: expect.stringContaining(`${text} ${url}`),
      ErrorCode: String(code),
      LogLevel: 'ERROR',
    });
    expect(notification?.messageText).toMatch(/^Msg=[^ ]+&ErrorCode=\d+&/);
    const fetched = await bench.client
      .calls(sid)
      .notifications(notification?.sid ?? '')
      .fetch();
    expect(fetched).toMatchObject({
      errorCode: String(code),
      requestVariables: expect.stringContaining(sid),
    });
  });

  it('are paged and filtered by level and date', async () => {
    bench.customer.onTwiml('/voice', '<Sing/>'.repeat(5) + '<Say>Hi</Say><Redirect>/gone</Redirect>');
    bench.customer.on('/gone', { status: 410 });
    const sid = await failing(`${bench.customer.url}/voice`);
    expect((await listed(sid, { pageSize: 2 })).map(({ errorCode }) => errorCode)).toEqual([
      ...Array<string>(5).fill('12200'),
      '11200',
    ]);
    expect((await listed(sid, { log: 0 })).map(({ errorCode }) => errorCode)).toEqual(['11200']);
    expect(await listed(sid, { log: 1 })).toHaveLength(5);
    const later = new Date(Date.now() + 24 * HOUR_MS);
    expect(await listed(sid, { messageDateAfter: later })).toEqual([]);
    expect(await listed(sid, { messageDateBefore: later })).toHaveLength(6);
    const page = (await (await bench.rest(`/Calls/${sid}/Notifications.json?PageSize=4`)).json()) as object;
    expect(page).toMatchObject({
      page: 0,
      page_size: 4,
      next_page_uri: expect.stringContaining('PageToken=PANO'),
    });
  });
});

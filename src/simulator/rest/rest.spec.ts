import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import * as shapes from '../testing/api-shapes.js';
import { Bench, FROM } from '../testing/bench.js';
import { sdkClient } from '../testing/sdk-client.js';

const TO = '+12025550100';

describe('the REST API of the simulator', () => {
  const bench = new Bench();
  beforeAll(() => bench.start());
  afterEach(() => bench.customer.forget());
  afterAll(() => bench.stop());

  const create = (fields: object = {}) =>
    bench.client.calls.create({ to: TO, from: FROM, twiml: '<Response><Pause/></Response>', ...fields });
  const getJson = async (path: string): Promise<unknown> => (await bench.rest(path)).json();

  it('refuses a create as Twilio does', async () => {
    const cases: [object, number][] = [
      [{ to: '' }, 21201],
      [{ to: '12345' }, 21211],
      [{ to: '+15005550001' }, 21217],
      [{ to: '+15005550002' }, 21214],
      [{ to: '+15005550003' }, 21215],
      [{ to: '+15005550004' }, 21216],
      [{ from: '' }, 21213],
      [{ from: '+15005550001' }, 21212],
      [{ from: 'abc' }, 21212],
      [{ from: '+12025550188' }, 21210],
      [{ twiml: '' }, 21205],
      [{ url: 'not a url' }, 21205],
      [{ url: 'ftp://example.com/x' }, 21205],
      [{ twiml: 'x'.repeat(4001) }, 21205],
      [{ applicationSid: `AP${'0'.repeat(32)}` }, 21218],
      [{ sendDigits: 'hello' }, 21206],
      [{ timeout: 601 }, 21208],
      [{ url: 'http://localhost/x', method: 'PUT' }, 21209],
    ];
    for (const [fields, code] of cases) {
      await expect(create(fields)).rejects.toMatchObject({ code, status: 400 });
    }
  });

  it('writes errors in Twilio shape, and knows nobody with another token', async () => {
    const missing = await bench.rest(`/Calls/CA${'0'.repeat(32)}.json`);
    expect(missing.status).toBe(404);
    const body = (await missing.json()) as object;
    expect(shapes.faultsOf(shapes.ERROR, body)).toEqual([]);
    expect(body).toMatchObject({ code: 20404, more_info: 'https://www.twilio.com/docs/errors/20404' });
    const stranger = sdkClient({ ...bench.simulator, authToken: 'f'.repeat(32) });
    await expect(stranger.calls.create({ to: TO, from: FROM, twiml: '<Response/>' })).rejects.toMatchObject({
      code: 20003,
      status: 401,
    });
    expect((await bench.rest('/Nothing.json')).status).toBe(404);
  });

  it('shows a call before, in and after its life, as described', async () => {
    const created = await bench.rest('/Calls.json', {
      method: 'POST',
      body: new URLSearchParams({ To: TO, From: FROM, Url: `${bench.customer.url}/voice` }),
    });
    expect(created.status).toBe(201);
    const queued = (await created.json()) as { sid: string };
    const { sid } = queued;
    expect(shapes.faultsOf(shapes.CALL, queued)).toEqual([]);
    expect(queued).toMatchObject({
      start_time: null,
      duration: null,
      price: null,
      to_formatted: '(202) 555-0100',
    });
    bench.customer.onTwiml('/voice', '<Say>Hello</Say><Pause length="600"/>');
    await bench.until(sid, ({ status }) => status === 'in-progress');
    expect(await getJson(`/Calls/${sid}.json`)).toMatchObject({
      duration: null,
      end_time: null,
      price: null,
    });
    await bench.ended(sid);
    const ended = await getJson(`/Calls/${sid}.json`);
    expect(shapes.faultsOf(shapes.CALL, ended)).toEqual([]);
    expect(ended).toMatchObject({ status: 'completed', price_unit: 'USD' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await getJson(`/Calls/${sid}.json`)).toMatchObject({
      price: expect.stringMatching(/^-0\.\d{5}$/),
    });
  });

  it('has recordings, transcriptions, events and notifications as described', async () => {
    bench.customer.onTwiml('/voice', '<Say loop="x">Hello</Say><Record transcribe="true" action="/done"/>');
    bench.customer.onTwiml('/done', '<Hangup/>');
    const { sid } = await create({ url: `${bench.customer.url}/voice` });
    await bench.until(sid, ({ recordings }) => recordings[0]?.status === 'completed');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const { accountSid } = bench.simulator;
    const recording = (await bench.client.recordings.list({ callSid: sid }))[0]!;
    const transcription = (await bench.client.recordings(recording.sid).transcriptions.list())[0]!;
    const notification = (await bench.client.calls(sid).notifications.list())[0]!;
    const expected: [string, shapes.Shape][] = [
      ['/Calls.json', shapes.pageShape('calls', shapes.CALL)],
      ['/Recordings.json', shapes.pageShape('recordings', shapes.RECORDING)],
      [`/Recordings/${recording.sid}.json`, shapes.RECORDING],
      [`/Calls/${sid}/Recordings.json`, shapes.pageShape('recordings', shapes.CALL_RECORDING)],
      [`/Calls/${sid}/Recordings/${recording.sid}.json`, shapes.CALL_RECORDING],
      ['/Transcriptions.json', shapes.pageShape('transcriptions', shapes.TRANSCRIPTION)],
      [
        `/Recordings/${recording.sid}/Transcriptions.json`,
        shapes.pageShape('transcriptions', shapes.TRANSCRIPTION),
      ],
      [`/Transcriptions/${transcription.sid}.json`, shapes.TRANSCRIPTION],
      [`/Calls/${sid}/Events.json`, shapes.pageShape('events', shapes.EVENT)],
      [`/Calls/${sid}/Notifications.json`, shapes.pageShape('notifications', shapes.NOTIFICATION)],
      [`/Calls/${sid}/Notifications/${notification.sid}.json`, shapes.NOTIFICATION_IN_FULL],
    ];
    for (const [path, shape] of expected) {
      expect([path, shapes.faultsOf(shape, await getJson(path))]).toEqual([path, []]);
    }
    const account = await fetch(`${bench.simulator.url}/2010-04-01/Accounts/${accountSid}.json`, {
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${bench.simulator.authToken}`).toString('base64')}`,
      },
    });
    expect(shapes.faultsOf(shapes.ACCOUNT, await account.json())).toEqual([]);
    const events = await bench.client.calls(sid).events.list();
    expect(events.map(({ request }) => (request as { url: string }).url)).toContain(
      `${bench.customer.url}/voice`,
    );
  });

  it('lists newest first, filters, and pages', async () => {
    const to = '+12025550777';
    const sids: string[] = [];
    for (let count = 0; count < 5; count += 1) sids.unshift((await create({ to })).sid);
    expect((await bench.client.calls.list({ to, pageSize: 2 })).map(({ sid }) => sid)).toEqual(sids);
    expect(await bench.client.calls.list({ to, from: '+12025550188' })).toEqual([]);
    const first = (await getJson(`/Calls.json?To=${encodeURIComponent(to)}&PageSize=2`)) as Record<
      string,
      string
    >;
    expect(first).toMatchObject({ page: 0, page_size: 2, start: 0, end: 1, previous_page_uri: null });
    const newer = await create({ to });
    const response = await bench.rest(String(first.next_page_uri).replace(/^.*?(\/Calls)/, '$1'));
    const second = (await response.json()) as { calls: { sid: string }[]; page: number };
    expect(second.calls.map(({ sid }) => sid)).toEqual(sids.slice(2, 4));
    await bench.ended(newer.sid);
    expect((await bench.client.calls.list({ to, status: 'completed' })).map(({ sid }) => sid)).toContain(
      newer.sid,
    );
    const hour = 3_600_000;
    expect(await bench.client.calls.list({ to, startTimeAfter: new Date(Date.now() + hour) })).toEqual([]);
    expect(await bench.client.calls.list({ to, startTimeBefore: new Date(Date.now() - hour) })).toEqual([]);
    expect(
      (await bench.client.calls.list({ to, startTimeAfter: new Date(Date.now() - hour) })).length,
    ).toBeGreaterThan(0);
    expect((await bench.rest('/Calls.json?StartTime=tomorrow')).status).toBe(400);
  });

  it('modifies: redirect to other TwiML, hang up, refuse when over, delete', async () => {
    bench.customer.onTwiml('/voice', '<Pause length="3000"/>');
    bench.customer.onTwiml('/other', '<Say>Somewhere else</Say>');
    const { sid } = await create({ url: `${bench.customer.url}/voice` });
    await expect(bench.client.calls(sid).remove()).rejects.toMatchObject({ code: 20009, status: 409 });
    await bench.until(sid, ({ status }) => status === 'in-progress');
    await bench.client.calls(sid).update({ url: `${bench.customer.url}/other` });
    expect((await bench.ended(sid)).said).toEqual(['Somewhere else']);
    await expect(bench.client.calls(sid).update({ twiml: '<Response/>' })).rejects.toMatchObject({
      code: 21220,
      status: 400,
    });
    await expect(bench.client.calls(sid).update({ status: 'canceled' })).rejects.toMatchObject({
      code: 21220,
    });
    expect(await bench.client.calls(sid).remove()).toBe(true);
    await expect(bench.client.calls(sid).fetch()).rejects.toMatchObject({ code: 20404 });
    expect((await bench.truth(sid)).status).toBe('completed');
  });

  it('gives the sound of a recording as WAV of the stated length, and says that it has no MP3', async () => {
    const { sid } = await create({
      twiml: '<Response><Record maxLength="4" action="http://localhost:9/"/></Response>',
      record: true,
    });
    await bench.until(sid, ({ recordings }) =>
      recordings.some(({ status, source }) => status === 'completed' && source === 'OutboundAPI'),
    );
    const recordings = await bench.client.recordings.list({ callSid: sid });
    const recording = recordings.find(({ source }) => source === 'RecordVerb')!;
    expect(recording.duration).toBe('4');
    const wav = Buffer.from(await (await bench.rest(`/Recordings/${recording.sid}.wav`)).arrayBuffer());
    expect(wav.subarray(0, 4).toString()).toBe('RIFF');
    const bytesPerSecond = wav.readUInt32LE(28);
    expect(wav.readUInt32LE(40) / bytesPerSecond).toBe(4);
    expect(wav.length).toBe(44 + 4 * bytesPerSecond);
    expect(new Set(wav.subarray(44)).size).toBeGreaterThan(10);
    const mp3 = await bench.rest(`/Recordings/${recording.sid}.mp3`);
    expect(mp3.status).toBe(404);
    expect(await mp3.json()).toMatchObject({ code: 20404, message: expect.stringContaining('.wav') });
    expect(await bench.client.recordings(recording.sid).remove()).toBe(true);
    expect((await bench.rest(`/Recordings/${recording.sid}.wav`)).status).toBe(404);
  });
});

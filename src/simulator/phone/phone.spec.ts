import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Bench, FROM, type Truth } from '../testing/bench.js';
import { wishOf } from './tape-settings.js';

interface Taped {
  id: string;
  call_sid: string;
  kind: string;
  event: string;
  state: string;
  faults: string[];
  tries: number;
  signature: string;
  answer: { status: number | null } | null;
}
interface View {
  version: number;
  speed: number;
  holds: boolean;
  next: string | null;
  phones: { sid: string; to: string; status: string; awaits: string | null; is_over: boolean }[];
  others: { sid: string }[];
  tape: Taped[];
}

const PHONE = '+12025550163';
const SECOND_OF_SOUND = Buffer.alloc(16_000, 1).toString('base64');

describe('a phone', () => {
  const bench = new Bench();
  beforeAll(() => bench.start());
  afterEach(async () => {
    bench.customer.forget();
    await bench.control('POST', '/reset');
  });
  afterAll(() => bench.stop());

  const place = async (to = PHONE): Promise<string> => {
    const { url } = bench.customer;
    const call = await bench.client.calls.create({
      to,
      from: FROM,
      url: `${url}/voice`,
      statusCallback: `${url}/status`,
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    });
    return call.sid;
  };
  const command = (sid: string, body: object) => bench.control('POST', `/calls/${sid}/commands`, body);
  const view = async (query = ''): Promise<View> => (await bench.control<View>('GET', `/phone${query}`)).body;
  const rings = (sid: string): Promise<Truth> => bench.until(sid, ({ status }) => status === 'ringing');
  const shows = async (isSo: (view: View) => boolean): Promise<View> => {
    for (
      let seen = await view(), deadline = Date.now() + 10_000;
      ;
      seen = await view(`?since=${seen.version}&wait=1`)
    ) {
      if (isSo(seen)) return seen;
      if (Date.now() > deadline) throw new Error(`Never shown: ${JSON.stringify(seen, null, 1)}`);
    }
  };
  const phone = (seen: View, sid: string) => seen.phones.find((each) => each.sid === sid);

  it.each([
    ['decline', 'busy', 603],
    ['busy', 'busy', 486],
    ['ring_out', 'no-answer', 487],
  ])('may %s', async (name, status, sipCode) => {
    const sid = await place();
    await rings(sid);
    expect((await command(sid, { command: 'drop' })).status).toBe(409);
    await command(sid, { command: name });
    expect(await bench.ended(sid)).toMatchObject({ status, sip_code: sipCode });
    expect((await bench.control('GET', `/calls/${sid}/test-case`)).body).toMatchObject({
      outcome: status,
      sip_code: sipCode,
      ring_seconds: 0,
    });
  });

  it('may let a machine take the call', async () => {
    bench.customer.onTwiml('/voice', '<Say>Hello, machine</Say>');
    const sid = await place();
    await rings(sid);
    await command(sid, { command: 'voicemail' });
    expect(await bench.ended(sid)).toMatchObject({ status: 'completed', said: ['Hello, machine'] });
    expect((await bench.control('GET', `/calls/${sid}/test-case`)).body).toMatchObject({ kind: 'machine' });
  });

  it('rings several at a time, and a message that is cut off by the line is what was said until then', async () => {
    bench.customer.onTwiml('/voice', '<Record action="/done" playBeep="false" timeout="1"/>');
    const sids = [await place(), await place('+12025550164')];
    const seen = await shows(
      ({ phones }) => phones.filter(({ status }) => status === 'ringing').length === 2,
    );
    expect(seen.phones.map(({ sid }) => sid).sort()).toEqual([...sids].sort());
    for (const sid of sids) await command(sid, { command: 'answer' });
    const [typed = '', silent = ''] = sids;
    await shows((now) => phone(now, typed)?.awaits === 'message');
    expect((await command(typed, { command: 'voicemail' })).status).toBe(409);
    // Longer than the second of silence that would end it.
    await command(typed, { command: 'start_speaking' });
    await new Promise((resolve) => setTimeout(resolve, 1300));
    await command(typed, { command: 'say', text: 'I am' });
    await bench.until(typed, ({ status }) => status === 'in-progress');
    await command(typed, { command: 'drop' });
    expect(await bench.ended(typed)).toMatchObject({ status: 'completed', recordings: [{ heard: 'I am' }] });
    expect(await bench.ended(silent)).toMatchObject({ recordings: [{ status: 'absent' }] });
  });

  it('records what its microphone hears', async () => {
    bench.customer.onTwiml(
      '/voice',
      '<Record action="/done" playBeep="false" timeout="2" transcribe="true"/>',
    );
    const sid = await place();
    await rings(sid);
    await command(sid, { command: 'answer' });
    await shows((now) => phone(now, sid)?.awaits === 'message');
    expect((await command(sid, { command: 'sound', pcm: 'no' })).status).toBe(400);
    for (let second = 0; second < 3; second += 1)
      await command(sid, { command: 'sound', pcm: SECOND_OF_SOUND });
    await command(sid, { command: 'sound', pcm: SECOND_OF_SOUND, text: 'Call me back' });
    await command(sid, { command: 'press', keys: '#' });
    const { recordings } = await bench.until(sid, ({ recordings: [one] }) => one?.status === 'completed');
    expect(recordings).toMatchObject([{ duration: 4, heard: 'Call me back' }]);
    const media = await bench.rest(`/Recordings/${recordings[0]?.sid}.wav`);
    const wav = Buffer.from(await media.arrayBuffer());
    expect(wav.subarray(0, 4).toString()).toBe('RIFF');
    expect(wav).toHaveLength(44 + 64_000);
    expect(wav[1000]).toBe(1);
  });

  it('is taken over from a callee of the table, at a natural pace from then on', async () => {
    await bench.control('PUT', '/clock', { speed: 5 });
    bench.customer.onTwiml('/voice', '<Gather action="/keys" numDigits="1" timeout="20"/>');
    const sid = await place('+12025550150');
    await rings(sid);
    expect((await view()).others).toMatchObject([{ sid }]);
    await bench.control('PUT', `/calls/${sid}/callee`, { interactive: true });
    expect((await view()).phones).toMatchObject([{ sid, status: 'ringing' }]);
    await command(sid, { command: 'answer' });
    await shows((now) => phone(now, sid)?.awaits === 'keys');
    await command(sid, { command: 'press', keys: '7' });
    expect(await bench.ended(sid)).toMatchObject({ pressed: '7' });
    const again = (await bench.control<object>('GET', `/calls/${sid}/test-case`)).body;
    expect(again).toMatchObject({ outcome: 'answers', keys: '7', interactive: false });
    expect((await bench.control('PUT', '/callees/+12025550190', again)).status).toBe(200);
    const replayed = await place('+12025550190');
    await bench.control('PUT', '/clock', { speed: 1000 });
    expect(await bench.ended(replayed)).toMatchObject({ pressed: '7' });
  });

  it('has a tape of webhooks, each of which may be sent late, twice or never, and again', async () => {
    await bench.control('PUT', '/tape', { next: 'lose' });
    const sid = await place();
    await rings(sid);
    const statuses = () => bench.customer.to('/status').map(({ params }) => params['CallStatus']);
    await shows(({ tape }) => tape.some(({ event, state }) => event === 'ringing' && state === 'sent'));
    expect(statuses()).toEqual(['ringing']);
    await bench.control('PUT', '/tape', { holds: true });
    await command(sid, { command: 'decline' });
    const { tape } = await shows((now) => now.tape.at(-1)?.state === 'held');
    expect(tape.map(({ event, state }) => [event, state])).toEqual([
      ['initiated', 'lost'],
      ['ringing', 'sent'],
      ['completed', 'held'],
    ]);
    expect(tape.at(-1)?.signature).toMatch(/^[A-Za-z0-9+/]{27}=$/);
    const [lost, sent, held] = tape.map(({ id }) => id);
    expect((await bench.control('POST', `/tape/${held}`, { act: 'again' })).status).toBe(409);
    expect((await bench.control('POST', `/tape/${sent}`, { act: 'lose' })).status).toBe(409);
    await bench.control('POST', `/tape/${held}`, { act: 'twice' });
    await shows((now) => now.tape.at(-1)?.tries === 2);
    await bench.control('POST', `/tape/${lost}`, { act: 'again' });
    await shows((now) => now.tape[0]?.state === 'sent');
    expect(statuses()).toEqual(['ringing', 'busy', 'busy', 'initiated']);
    expect(bench.customer.received.every(({ isSigned }) => isSigned)).toBe(true);
    await bench.control('PUT', '/tape', { holds: false });
    expect(await view()).toMatchObject({ holds: false, next: null });
    expect((await bench.control('PUT', '/tape', { next: 'late', seconds: 3 })).body).toMatchObject({
      next: 'late',
    });
    expect((await bench.control('PUT', '/tape', { next: 'send' })).body).toMatchObject({ next: null });
    for (let n = 1; n < 20; n += 1)
      expect((await bench.control('POST', `/tape/${lost}`, { act: 'again' })).status).toBe(200);
    expect((await bench.control('POST', `/tape/${lost}`, { act: 'again' })).status).toBe(409);
  });

  it('answers who waits as soon as something changes, and refuses what it does not know', async () => {
    const { version } = await view();
    const waiting = view(`?since=${version}&wait=20`);
    const since = Date.now();
    await bench.control('PUT', '/clock', { speed: 50 });
    expect(await waiting).toMatchObject({ speed: 50 });
    expect(Date.now() - since).toBeLessThan(5000);
    for (const [method, path, body] of [
      ['GET', '/phone?since=x'],
      ['GET', '/phone?wait=1000'],
      ['PUT', '/clock', { speed: 0 }],
      ['PUT', '/tape', { next: 'again' }],
      ['POST', '/tape/none', { act: 'send' }],
    ] as const)
      expect([path, (await bench.control(method, path, body)).status]).toEqual([
        path,
        path === '/tape/none' ? 404 : 400,
      ]);
  });
});

it('what is late is so by what is said, else by ten seconds', () => {
  expect([wishOf('late', 3), wishOf('late'), wishOf('twice', 3)]).toEqual([
    { act: 'late', seconds: 3 },
    { act: 'late', seconds: 10 },
    { act: 'twice' },
  ]);
});

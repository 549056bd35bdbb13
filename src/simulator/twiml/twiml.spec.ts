import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Bench, FROM, type Truth } from '../testing/bench.js';
import { wavChunks } from '../recordings/tone.js';

const ERROR_SENTENCE = 'We are sorry, an application error has occurred. Goodbye.';

describe('TwiML', () => {
  const bench = new Bench();
  beforeAll(() => bench.start());
  afterEach(() => bench.customer.forget());
  afterAll(() => bench.stop());

  const run = async (to = '+12025550100', fields: object = {}): Promise<Truth> => {
    const { sid } = await bench.client.calls.create({
      to,
      from: FROM,
      url: `${bench.customer.url}/voice`,
      ...fields,
    });
    return bench.ended(sid);
  };
  const running = (twiml: string, to?: string, fields?: object): Promise<Truth> => {
    bench.customer.onTwiml('/voice', twiml);
    return run(to, fields);
  };
  const codes = ({ notifications }: Truth): number[] =>
    notifications.map(({ code }) => code).sort((a, b) => a - b);

  it('Say takes time by its text and its language, and repeats', async () => {
    const text = 'a'.repeat(150);
    expect((await running(`<Say>${text}</Say>`)).duration).toBe(10);
    expect((await running(`<Say loop="3">${text}</Say>`)).duration).toBe(30);
    expect((await running(`<Say language="zh-CN">${text}</Say>`)).duration).toBeGreaterThan(30);
    const nested = await running('<Say>Some <emphasis>spoken</emphasis>  words <![CDATA[& more]]></Say>');
    expect(nested.said).toEqual(['Some spoken words & more']);
  });

  it('warns of what Twilio warns of, with its codes, and goes on with the defaults', async () => {
    const truth = await running(
      '<Say loop="-1" voice="robot" colour="red">Hi</Say><Say/><Pause length="x"/><Dance/>' +
        '<Gather timeout="x" numDigits="0" finishOnKey="##" input="smell" method="PUT" action="/x"><Dial/></Gather>' +
        '<Record timeout="0" maxLength="0" playBeep="maybe" transcribe="2" method="PUT" action="/x"/>',
      '+12025550101',
    );
    expect(codes(truth)).toEqual([
      12200, 12200, 13310, 13312, 13313, 13314, 13320, 13326, 13510, 13511, 13520, 13610, 13611, 13612, 13614,
      13616, 13910,
    ]);
    expect(truth.status).toBe('completed');
    expect(truth.notifications.every(({ level }) => level === 'warning')).toBe(true);
  });

  it('Pause and Hangup; nothing after Hangup runs', async () => {
    const truth = await running('<Pause length="7"/><Hangup/><Say>Never</Say>');
    expect(truth).toMatchObject({ duration: 7, said: [], status: 'completed' });
  });

  it('Reject hangs up a call that was answered', async () => {
    expect(await running('<Reject reason="busy"/><Say>Never</Say>')).toMatchObject({
      said: [],
      status: 'completed',
    });
  });

  it('Play takes as long as its sound, sends keys, and fails on what is no sound', async () => {
    const wav = Buffer.concat([...wavChunks(6, 1)]).toString('latin1');
    bench.customer.on('/tone.wav', {
      type: 'audio/x-wav',
      body: wav.slice(0, 44) + 'x'.repeat(wav.length - 44),
    });
    expect(await running('<Play>/tone.wav</Play>')).toMatchObject({
      duration: 6,
      said: [`${bench.customer.url}/tone.wav`],
    });
    expect((await running('<Play digits="WWww12"/>')).duration).toBe(4);
    bench.customer.on('/page', { type: 'text/html', body: '<p/>' });
    const failed = await running('<Play>/page</Play>');
    expect([failed.said, codes(failed)]).toEqual([[ERROR_SENTENCE], [13420]]);
  });

  it('Record asks action with what was recorded, keeps to maxLength, and trims silence', async () => {
    bench.customer.onTwiml('/done', '');
    await running('<Record action="/done" timeout="4"/>');
    const [first] = bench.customer.to('/done');
    expect(first?.params).toMatchObject({
      RecordingDuration: '8',
      RecordingSid: expect.stringMatching(/^RE/),
      CallStatus: 'in-progress',
    });
    await running('<Record action="/done" timeout="4" trim="do-not-trim" method="GET"/>');
    expect(bench.customer.to('/done')[1]).toMatchObject({
      method: 'GET',
      isSigned: true,
      params: { RecordingDuration: '12' },
    });
    await running('<Record action="/done" maxLength="3"/>');
    expect(bench.customer.to('/done')[2]?.params.RecordingDuration).toBe('3');
  });

  it('Record that hears nothing is absent, and only then do the verbs after it run', async () => {
    const inside =
      '<Record action="/done" recordingStatusCallback="/rec" recordingStatusCallbackEvent="in-progress completed absent"/><Say>After</Say>';
    const silent = await running(inside, '+12025550101');
    expect(silent.said).toEqual(['After']);
    expect(bench.customer.to('/rec').map(({ params }) => params.RecordingStatus)).toEqual([
      'in-progress',
      'absent',
    ]);
    const spoken = await running(inside);
    expect(spoken.said).toEqual([]);
  });

  it('Record without action asks the current document again, which loops until the limit of documents', async () => {
    const truth = await running('<Say>Again</Say><Record maxLength="2"/>', undefined, { timeLimit: 60 });
    expect(truth.said.length).toBeGreaterThan(5);
    expect(truth).toMatchObject({ duration: 60, end_reason: 'The time limit was reached' });
    const looping = await running('<Redirect/>'.replace('/>', '>/voice</Redirect>'));
    expect(codes(looping)).toEqual([11215]);
    const badUrl = await running('<Redirect>ftp://example.com/x</Redirect>');
    expect(codes(badUrl)).toEqual([11100]);
  });

  it('Record is closed by a callee that hangs up, and action is told so', async () => {
    bench.customer.onTwiml('/done', '<Say>Nobody hears this</Say>');
    const truth = await running(
      '<Pause length="1"/><Record action="/done" playBeep="false"/>',
      '+12025550120',
    );
    expect(truth).toMatchObject({ status: 'completed', end_reason: 'The callee hung up', said: [] });
    bench.customer.forget();
    bench.customer.onTwiml('/voice', '<Record action="/done" playBeep="false"/>');
    await run('+12025550120');
    expect(bench.customer.to('/done')[0]?.params).toMatchObject({
      Digits: 'hangup',
      CallStatus: 'completed',
    });
  });

  it('Gather takes keys up to numDigits or the finishing key, after what is nested in it', async () => {
    bench.customer.onTwiml('/keys', '<Say>Thanks</Say>');
    const truth = await running(
      '<Gather action="/keys" numDigits="1"><Say>Press a key</Say><Pause/></Gather><Say>None</Say>',
      '+12025550117',
    );
    expect(truth).toMatchObject({ said: ['Press a key', 'Thanks'], pressed: '7' });
    expect(bench.customer.to('/keys')[0]?.params).toMatchObject({ Digits: '7' });
    const silent = await running('<Gather action="/keys" timeout="3"/><Say>None</Say>');
    expect(silent.said).toEqual(['None']);
    const empty = await running(
      '<Gather action="/keys" timeout="3" actionOnEmptyResult="true"/><Say>None</Say>',
    );
    expect(empty.said).toEqual(['Thanks']);
  });

  it('Redirect goes on elsewhere, relative to the document, and never returns', async () => {
    bench.customer.onTwiml(
      '/sub/next',
      '<Say>Second</Say><Redirect method="GET">third?x=1&amp;y=2</Redirect>',
    );
    bench.customer.onTwiml('/sub/third', '<Say>Third</Say>');
    const truth = await running('<Redirect>/sub/next</Redirect><Say>Never</Say>');
    expect(truth.said).toEqual(['Second', 'Third']);
    expect(bench.customer.to('/sub/third')[0]).toMatchObject({ method: 'GET', isSigned: true });
  });

  it('Start Transcription tells what is said on the line', async () => {
    await running(
      '<Start><Transcription statusCallbackUrl="/live" partialResults="true" name="one"/></Start><Say>Hello there, you</Say><Record action="/x"/>',
    );
    const told = bench.customer.to('/live').map(({ params }) => params);
    expect(told.map(({ TranscriptionEvent }) => TranscriptionEvent)).toEqual([
      'transcription-started',
      ...Array.from({ length: 4 }, () => 'transcription-content'),
      'transcription-stopped',
    ]);
    expect(JSON.parse(String(told[2]?.TranscriptionData))).toMatchObject({ transcript: 'Hello there, you' });
    expect(told.map(({ SequenceId }) => SequenceId)).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it.each([
    ['no XML', { type: 'text/xml', body: '<Response><Say>Hi</Response>' }, 12100],
    ['an entity bomb', { type: 'text/xml', body: '<!DOCTYPE x [<!ENTITY a "b">]><Response/>' }, 12100],
    ['another root', { type: 'text/xml', body: '<Answer/>' }, 12102],
    ['nothing', { type: 'text/xml', body: '' }, 11770],
    ['another type', { type: 'application/json', body: '{}' }, 12300],
    ['404', { status: 404, type: 'text/xml', body: '' }, 11200],
    ['500', { status: 500, type: 'text/xml', body: '' }, 11200],
    ['too much', { type: 'text/xml', body: `<Response><Say>${'x'.repeat(70_000)}</Say></Response>` }, 11750],
    ['endless redirects', { status: 302, headers: { location: '/voice' } }, 11215],
  ])(
    'a document that is %s: an application error is spoken, the call is completed',
    async (_name, answer, code) => {
      bench.customer.on('/voice', answer);
      const truth = await run();
      expect(truth).toMatchObject({ status: 'completed', said: [ERROR_SENTENCE] });
      expect(codes(truth)).toEqual([code]);
      const [notification] = await bench.client.calls(truth.sid).notifications.list();
      expect(notification).toMatchObject({ errorCode: String(code), log: '0' });
    },
  );

  it('an unreachable or slow server is an error too, and the fallback URL is asked once', async () => {
    expect(codes(await run(undefined, { url: 'http://127.0.0.1:9/voice' }))).toEqual([11205]);
    bench.customer.on('/voice', { type: 'text/xml', body: '<Response/>', delayMs: 400 });
    expect(codes(await run(undefined, { url: `${bench.customer.url}/voice#rt=100` }))).toEqual([11200]);
    bench.customer.on('/voice', { status: 500 });
    bench.customer.onTwiml('/fallback', '<Say>Plan B</Say>');
    const truth = await run(undefined, { fallbackUrl: `${bench.customer.url}/fallback` });
    expect(truth.said).toEqual(['Plan B']);
    expect(bench.customer.to('/fallback')[0]?.params).toMatchObject({
      ErrorCode: '11200',
      ErrorUrl: `${bench.customer.url}/voice`,
    });
  });
});

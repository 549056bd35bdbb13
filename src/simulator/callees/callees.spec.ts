import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Bench, FROM, type Truth } from '../testing/bench.js';
import { CALLEE_TABLE } from './callee-table.js';

const SCRIPT = 'This is a script that takes about four seconds to speak, more or less.';

describe('callees', () => {
  const bench = new Bench();
  beforeAll(() => bench.start());
  afterEach(async () => {
    bench.customer.forget();
    await bench.control('POST', '/reset');
  });
  afterAll(() => bench.stop());

  const place = async (to: string, fields: object = {}): Promise<string> => {
    bench.customer.onTwiml(
      '/voice',
      `<Say>${SCRIPT}</Say><Gather action="/keys" timeout="2"/><Record action="/done"/>`,
    );
    bench.customer.onTwiml('/keys', '<Say>Key taken</Say>');
    bench.customer.onTwiml('/done', '<Say>Thank you</Say>');
    const voice = { url: `${bench.customer.url}/voice`, timeLimit: 300 };
    return (await bench.client.calls.create({ to, from: FROM, ...voice, ...fields })).sid;
  };
  const outcome = async (digits: string, fields?: object): Promise<Truth> =>
    bench.ended(await place(`+1202555${digits}`, fields));

  it.each([
    ['0100', { status: 'completed', sip_code: 200, said: [SCRIPT, 'Thank you'], pressed: '' }],
    ['0101', { status: 'completed', said: [SCRIPT], pressed: '' }],
    ['0110', { status: 'completed', said: [SCRIPT, 'Key taken'], pressed: '0' }],
    ['0119', { status: 'completed', said: [SCRIPT, 'Key taken'], pressed: '9' }],
    ['0120', { status: 'completed', duration: 1, end_reason: 'The callee hung up' }],
    [
      '0121',
      { status: 'completed', duration: 2, end_reason: 'The callee hung up in the middle of the script' },
    ],
    ['0130', { status: 'busy', sip_code: 486, duration: 0, said: [] }],
    ['0131', { status: 'no-answer', sip_code: 487, duration: 0, said: [] }],
    ['0132', { status: 'failed', sip_code: 404, duration: 0, said: [] }],
    ['0133', { status: 'failed', sip_code: 503, duration: 0, said: [] }],
    ['0134', { status: 'canceled', sip_code: 487, duration: 0, said: [] }],
    [
      '0140',
      { status: 'completed', said: [SCRIPT], recordings: [expect.objectContaining({ status: 'absent' })] },
    ],
    ['0141', { status: 'completed', said: [SCRIPT] }],
    ['0150', { status: 'completed', said: [SCRIPT, 'Thank you'] }],
    ['0151', { status: 'completed', duration: 300, end_reason: 'The time limit was reached' }],
  ])('…%s ends as the table says', async (digits, expected) => {
    expect(Object.keys(CALLEE_TABLE)).toContain(digits);
    expect(await outcome(digits)).toMatchObject(expected);
  });

  it('rings no longer than the timeout', async () => {
    expect(await outcome('0150', { timeout: 20 })).toMatchObject({ status: 'no-answer', sip_code: 487 });
  });

  it.each([
    ['0100', 'Enable', 'human'],
    ['0140', 'Enable', 'machine_start'],
    ['0140', 'DetectMessageEnd', 'machine_end_beep'],
    ['0141', 'Enable', 'fax'],
  ])('…%s is told apart by %s: %s', async (digits, machineDetection, answeredBy) => {
    expect(await outcome(digits, { machineDetection })).toMatchObject({ answered_by: answeredBy });
    expect(bench.customer.to('/voice')[0]?.params).toMatchObject({ AnsweredBy: answeredBy });
  });

  it('interactive: a person answers, speaks, presses and hangs up, at natural speed', async () => {
    bench.customer.onTwiml('/voice', '<Gather action="/keys" numDigits="2" timeout="20"/>');
    const sid = await place('+12025550160');
    bench.customer.onTwiml('/voice', '<Gather action="/keys" numDigits="2" timeout="20"/>');
    bench.customer.onTwiml('/keys', '<Record action="/done" playBeep="false" timeout="20"/>');
    const command = (body: object) => bench.control('POST', `/calls/${sid}/commands`, body);
    await bench.until(sid, ({ status }) => status === 'ringing');
    expect(await bench.truth(sid)).toMatchObject({ speed: 1 });
    await command({ command: 'answer' });
    await command({ command: 'press', keys: '42' });
    await bench.until(sid, ({ pressed }) => pressed === '42');
    await command({ command: 'say', text: 'Yes' });
    await command({ command: 'press', keys: '#' });
    const truth = await bench.ended(sid);
    expect(truth).toMatchObject({ status: 'completed', said: ['Thank you'], recordings: [{ heard: 'Yes' }] });
    expect((await command({ command: 'answer' })).status).toBe(409);
    const refused = await place('+12025550160');
    await bench.control('POST', `/calls/${refused}/commands`, { command: 'reject' });
    expect((await bench.ended(refused)).status).toBe('busy');
  });

  it('can be set for a number, and for a call', async () => {
    const to = '+12025557000';
    await bench.control('PUT', `/callees/${to}`, { like: 'message', message: 'Only this.', ring_seconds: 1 });
    expect((await bench.ended(await place(to))).recordings).toMatchObject([{ heard: 'Only this.' }]);
    await bench.control('PUT', `/callees/${to}`, { keys: '5', hangs_up_after_seconds: 30 });
    expect((await bench.ended(await place(to))).pressed).toBe('5');
    const sid = await place('+12025550160');
    await bench.control('PUT', `/calls/${sid}/callee`, { like: 'busy' });
    await bench.control('POST', `/calls/${sid}/commands`, { command: 'reject' });
    expect((await bench.ended(sid)).status).toBe('busy');
  });
});

import http from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Bench, FROM } from '../testing/bench.js';

interface Refusal {
  detail: string;
  errors?: { field: string; message: string }[];
}

describe('the control API', () => {
  const bench = new Bench();
  beforeAll(() => bench.start());
  afterEach(async () => {
    bench.customer.forget();
    await bench.control('POST', '/reset');
  });
  afterAll(() => bench.stop());

  const create = (to = '+12025550100') =>
    bench.client.calls.create({ to, from: FROM, twiml: '<Response><Say>Hi</Say></Response>' });

  it('tells the truth: what was said, recorded, and each callback tried and answered', async () => {
    bench.customer.on('/status', { status: 500, body: 'not today' });
    const call = await bench.client.calls.create({
      to: '+12025550100',
      from: FROM,
      twiml: '<Response><Say>Hi</Say></Response>',
      statusCallback: `${bench.customer.url}/status#rc=1&rp=5xx`,
    });
    const truth = await bench.ended(call.sid);
    await bench.until(call.sid, ({ webhooks }) => webhooks[0]?.tries.length === 2);
    expect(truth).toMatchObject({ said: ['Hi'], status: 'completed', callee: 'message' });
    const all = await bench.control<{ total: number; by_status: object; calls: object[] }>(
      'GET',
      '/calls?status=completed',
    );
    expect(all.body).toMatchObject({ total: 1, by_status: { completed: 1, busy: 0 } });
    expect(all.body.calls[0]).toMatchObject({
      webhooks: [
        { kind: 'status', event: 'completed', tries: [{ status: 500, body: 'not today' }, { status: 500 }] },
      ],
    });
  });

  it.each([
    [
      'PUT',
      '/callees/+12025550100',
      { ring_seconds: 'x', outcome: 'dances', colour: 1 },
      ['ring_seconds', 'outcome', 'colour'],
    ],
    ['PUT', '/callees/12', { keys: '1' }, ['number']],
    [
      'PUT',
      '/callees/+12025550100',
      { keys: 'abc', sip_code: 9, interactive: 'yes' },
      ['sip_code', 'keys', 'interactive'],
    ],
    [
      'PATCH',
      '/account',
      { calls_per_second: 0, requests_per_second: 'x' },
      ['calls_per_second', 'requests_per_second'],
    ],
    ['GET', '/calls?status=asleep', undefined, ['status']],
    [
      'PUT',
      '/faults',
      { seed: -1, callback_lost: 2, create_429: 'x' },
      ['seed', 'callback_lost', 'create_429'],
    ],
  ])('%s %s refuses bad input by field', async (method, path, body, fields) => {
    const answer = await bench.control<Refusal>(method, path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toMatch(new RegExp(`^Invalid ${fields[0]}: `));
    expect(answer.body.errors?.map(({ field }) => field)).toEqual(fields);
  });

  it('refuses commands without their text, at the wrong moment, and for calls that are not there', async () => {
    const { sid } = await create('+12025550160');
    const command = (body: object) => bench.control<Refusal>('POST', `/calls/${sid}/commands`, body);
    expect((await command({ command: 'say' })).body.errors).toEqual([
      { field: 'text', message: 'must be given with say' },
    ]);
    expect((await command({ command: 'dance' })).status).toBe(400);
    expect((await command({ command: 'hang_up' })).status).toBe(409);
    expect((await bench.control('GET', '/calls/CA1')).status).toBe(404);
    expect((await bench.control('GET', '/nothing')).status).toBe(404);
    const broken = await fetch(`${bench.simulator.url}/simulator/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(broken.status).toBe(400);
  });

  it('answers by the names under which things are set', async () => {
    const settings = {
      ring_seconds: 7,
      sip_code: 486,
      hangs_up_after_seconds: 9,
      hangs_up_mid_script: true,
      holds_line: true,
      message: 'Not today.',
    };
    const callee = await bench.control<object>('PUT', '/callees/+12025550142', settings);
    expect(callee.body).toMatchObject({ name: 'set', outcome: 'answers', ...settings });
    type Callees = Record<'by_last_digits' | 'by_number', Record<string, object>>;
    const { body: callees } = await bench.control<Callees>('GET', '/callees');
    expect(callees.by_number['+12025550142']).toEqual(callee.body);
    expect(callees.by_last_digits['0130']).toMatchObject({ name: 'busy', ring_seconds: 1, sip_code: 486 });
    const limits = {
      calls_per_second: 5,
      requests_per_second: 200,
      events_delay_seconds: 3,
      refuses_credentials: false,
    };
    expect((await bench.control('PATCH', '/account', limits)).body).toEqual(limits);
    const account = await bench.control('GET', '/account');
    expect(account.body).toEqual(limits);
    const faults = await bench.control('GET', '/faults');
    const introduction = await bench.control('GET', '');
    const everything = JSON.stringify([callees, account.body, faults.body, introduction.body]);
    expect(everything.match(/"[a-z_]*[A-Z]\w*":/g)).toBeNull();
  });

  it('sets the rates: REST requests above theirs get 429 and 20429', async () => {
    await bench.control('PATCH', '/account', { requests_per_second: 2 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => bench.rest('/Calls.json')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(3);
    expect(await answers.at(-1)?.json()).toMatchObject({ code: 20429, status: 429 });
  });

  it('forgets everything on reset, and says no more of calls that were going on', async () => {
    bench.customer.onTwiml('/voice', '<Pause length="3600"/>');
    const { sid } = await bench.client.calls.create({
      to: '+12025550100',
      from: FROM,
      url: `${bench.customer.url}/voice`,
      statusCallback: `${bench.customer.url}/status`,
    });
    await bench.until(sid, ({ status }) => status === 'in-progress');
    await bench.control('POST', '/reset');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(bench.customer.to('/status')).toEqual([]);
    expect((await bench.control<{ total: number }>('GET', '/calls')).body.total).toBe(0);
  });

  it('has a page that lists the calls, numbers by their last digits', async () => {
    const { sid } = await create();
    await bench.ended(sid);
    const page = await (await fetch(bench.simulator.url)).text();
    expect(page).toContain(sid);
    expect(page).toContain('***0100');
    expect(page).not.toContain('+12025550100');
  });

  it.each([
    [{ host: 'evil.example' }, 421],
    [{ host: 'LOCALHOST:1' }, 200],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'http://127.0.0.1.evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:8000' }, 403],
    [{ host: 'localhost:8001', origin: 'http://localhost:8001' }, 200],
    [{ host: '[::1]:8001', origin: 'http://[::1]:8001' }, 200],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'sec-fetch-site': 'none' }, 200],
  ])('answers to this machine and its own pages only: %j is answered %i', async (headers, expected) => {
    const { port } = new URL(bench.simulator.url);
    const options = { port, host: '127.0.0.1', method: 'POST', path: '/simulator/reset', headers };
    const status = await new Promise((resolve) => {
      http.request(options, ({ statusCode }) => resolve(statusCode)).end();
    });
    expect(status).toBe(expected);
  });
});

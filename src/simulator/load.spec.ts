import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLEE_TABLE } from './callees/callee-table.js';
import { Bench, FROM, type Truth } from './testing/bench.js';

const CALLS = 200;
const DIGITS = Object.keys(CALLEE_TABLE).filter((digits) => !CALLEE_TABLE[digits]?.interactive);
const EVENTS = ['initiated', 'ringing', 'answered', 'completed'];

describe('many calls at once', () => {
  const bench = new Bench();
  beforeAll(() => bench.start());
  afterAll(() => bench.stop());

  it('all end as their callees do, and every event is told once', async () => {
    const { url } = bench.customer;
    bench.customer.onTwiml(
      '/voice',
      '<Say>A script of a few words</Say><Record action="/done" transcribe="true"/>',
    );
    bench.customer.onTwiml('/done', '<Hangup/>');
    const fields = {
      from: FROM,
      url: `${url}/voice`,
      statusCallback: `${url}/status`,
      statusCallbackEvent: EVENTS,
      timeLimit: 600,
    };
    const numbers = Array.from({ length: CALLS }, (_, index) => `+1202555${DIGITS[index % DIGITS.length]}`);
    for (let from = 0; from < CALLS; from += 40) {
      await Promise.all(
        numbers.slice(from, from + 40).map((to) => bench.client.calls.create({ ...fields, to })),
      );
    }
    const read = async () => (await bench.control<{ calls: Truth[] }>('GET', '/calls')).body.calls;
    const isSettled = ({ is_over, webhooks }: Truth) =>
      is_over && webhooks.every(({ tries }) => tries.length === 1);
    let calls = await read();
    while (!calls.every(isSettled)) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      calls = await read();
    }
    expect(calls.length).toBe(CALLS);
    const expected = {
      busy: 'busy',
      'no-answer': 'no-answer',
      fails: 'failed',
      unavailable: 'failed',
      canceled: 'canceled',
    } as Record<string, string>;
    for (const call of calls) {
      expect([call.callee, call.status]).toEqual([call.callee, expected[call.callee] ?? 'completed']);
      const told = call.webhooks.filter(({ kind }) => kind === 'status').map(({ event }) => event);
      expect(told).toEqual(call.status === 'completed' ? EVENTS : ['initiated', 'ringing', 'completed']);
    }
    expect(bench.customer.received.every(({ isSigned }) => isSigned)).toBe(true);
  }, 60_000);
});

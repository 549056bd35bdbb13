import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Bench, FROM, type Truth } from '../testing/bench.js';
import { FaultPlan } from './fault-plan.js';
import { parseFaults } from '../../config/fault-list.js';
import { NO_FAULTS } from './fault-rates.js';

const EVENTS = ['initiated', 'ringing', 'answered', 'completed'];

describe('the plan of faults', () => {
  const plan = (settings: object) => new FaultPlan({ ...NO_FAULTS, ...settings });
  const keys = Array.from({ length: 4000 }, (_, index) => `+1202555${index}#1`);

  it('does nothing by default', () => {
    const none = plan({});
    expect(keys.some((key) => none.ofCreate(key) || none.isEarly(key) || none.isMediaSlow(key))).toBe(false);
    expect(none.ofCallback('x')).toEqual({
      isLost: false,
      isDuplicated: false,
      isReordered: false,
      delaySeconds: 0,
    });
  });

  it('keeps to its rates, which add up for creates', () => {
    const some = plan({ create_429: 0.05, create_500: 0.02, create_timeout_after: 0.03, callback_lost: 0.1 });
    const share = (fault: string) => keys.filter((key) => some.ofCreate(key) === fault).length / keys.length;
    expect(share('create_429')).toBeCloseTo(0.05, 1);
    expect(share('create_500')).toBeCloseTo(0.02, 1);
    expect(share('create_timeout_after')).toBeCloseTo(0.03, 1);
    expect(keys.filter((key) => some.ofCallback(key).isLost).length / keys.length).toBeCloseTo(0.1, 1);
  });

  it('is the same with the same seed in any order, and another with another', () => {
    const settings = { callback_lost: 0.5, callback_delayed: 0.5, create_500: 0.5 };
    const decisions = (seed: number, order: readonly string[]) => {
      const some = plan({ ...settings, seed });
      return Object.fromEntries(
        order.map((key) => [key, JSON.stringify([some.ofCreate(key), some.ofCallback(key)])]),
      );
    };
    expect(decisions(7, keys)).toEqual(decisions(7, keys.toReversed()));
    expect(decisions(7, keys)).not.toEqual(decisions(8, keys));
  });

  it('is read from one line', () => {
    expect(parseFaults('callback_lost=0.1, create_429=0.05,seed=9')).toEqual({
      callback_lost: 0.1,
      create_429: 0.05,
      seed: 9,
    });
    expect(parseFaults('')).toEqual({});
    for (const text of [
      'x=1',
      'callback_lost',
      'callback_lost=2',
      'callback_lost=-1',
      'seed=1.5',
      'callback_lost=a',
    ]) {
      expect(() => parseFaults(text)).toThrow(/SIMULATOR_FAULTS.*callback_lost/);
    }
  });
});

describe('faults', () => {
  const bench = new Bench();
  beforeAll(() => bench.start());
  afterEach(async () => {
    bench.customer.forget();
    await bench.control('POST', '/reset');
  });
  afterAll(() => bench.stop());

  const place = async (to = '+12025550100'): Promise<string> => {
    const { url } = bench.customer;
    bench.customer.onTwiml('/voice', '<Say>Hello to you</Say>');
    const fields = {
      to,
      from: FROM,
      url: `${url}/voice`,
      statusCallback: `${url}/status`,
      statusCallbackEvent: EVENTS,
    };
    return (await bench.client.calls.create(fields)).sid;
  };
  const over = (sid: string, isSo: (truth: Truth) => boolean = () => true): Promise<Truth> =>
    bench.until(sid, (truth) => truth.is_over && isSo(truth));
  const settled = () => new Promise((resolve) => setTimeout(resolve, 100));

  it('duplicates callbacks, with the same idempotency token', async () => {
    await bench.control('PUT', '/faults', { callback_duplicated: 1 });
    await over(await place(), ({ webhooks }) => webhooks.at(-1)?.tries.length === 2);
    const tokens = bench.customer.to('/status').map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect(tokens.length).toBe(8);
    expect(new Set(tokens).size).toBe(4);
  });

  it('loses callbacks', async () => {
    await bench.control('PUT', '/faults', { callback_lost: 1 });
    const truth = await over(await place());
    await settled();
    expect(bench.customer.to('/status')).toEqual([]);
    expect(
      truth.webhooks.filter(({ kind }) => kind === 'status').every(({ faults }) => faults[0] === 'lost'),
    ).toBe(true);
  });

  it('reorders callbacks', async () => {
    await bench.control('PUT', '/faults', { callback_reordered: 0.4, seed: 3 });
    const all: string[][] = [];
    for (let count = 0; count < 6; count += 1) {
      await over(await place(), ({ webhooks }) => webhooks.every(({ tries }) => tries.length > 0));
      all.push(bench.customer.to('/status').map(({ params }) => String(params.SequenceNumber)));
      bench.customer.forget();
    }
    expect(all.every((numbers) => numbers.toSorted().join('') === '0123')).toBe(true);
    expect(all.some((numbers) => numbers.join('') !== '0123')).toBe(true);
  });

  it('delays callbacks without holding up the call', async () => {
    await bench.control('PUT', '/faults', { callback_delayed: 1, callback_delay_seconds: 600 });
    const sid = await place();
    await over(sid, ({ webhooks }) =>
      webhooks.every(({ kind, tries }) => kind !== 'status' || tries.length > 0),
    );
    const truth = await bench.truth(sid);
    expect(truth.webhooks.filter(({ faults }) => faults.includes('delayed')).length).toBe(4);
    expect(truth.duration).toBeLessThan(10);
  });

  it('sends the first callback before the create is answered', async () => {
    await bench.control('PUT', '/faults', { callback_early: 1 });
    await place();
    expect(bench.customer.to('/status')[0]?.params.CallStatus).toBe('initiated');
  });

  it.each([
    ['create_429', 429, 20429],
    ['create_500', 500, 20500],
  ])('%s: answers so, and makes no call', async (fault, status, code) => {
    await bench.control('PUT', '/faults', { [fault]: 1 });
    await expect(place()).rejects.toMatchObject({ status, code });
    expect((await bench.control<{ total: number }>('GET', '/calls')).body.total).toBe(0);
  });

  it.each([
    ['create_timeout_before', 0],
    ['create_timeout_after', 1],
    ['create_reset_before', 0],
    ['create_reset_after', 1],
  ])('%s: gives no answer, and %i call is made', async (fault, calls) => {
    await bench.control('PUT', '/faults', { [fault]: 1 });
    const body = new URLSearchParams({ To: '+12025550100', From: FROM, Twiml: '<Response/>' });
    const authorization = `Basic ${Buffer.from(`${bench.simulator.accountSid}:${bench.simulator.authToken}`).toString('base64')}`;
    const url = `${bench.simulator.url}/2010-04-01/Accounts/${bench.simulator.accountSid}/Calls.json`;
    const signal = AbortSignal.timeout(300);
    const isReset = fault.startsWith('create_reset');
    const name = isReset ? 'TypeError' : 'TimeoutError';
    await expect(
      fetch(url, { method: 'POST', body, headers: { authorization }, signal }),
    ).rejects.toMatchObject({ name });
    expect((await bench.control<{ total: number }>('GET', '/calls')).body.total).toBe(calls);
  });

  it('makes media slow', async () => {
    await bench.control('PUT', '/faults', { media_slow: 1, media_slow_seconds: 1 });
    bench.customer.onTwiml('/voice', '<Record action="/done"/>');
    const { url } = bench.customer;
    const { sid } = await bench.client.calls.create({ to: '+12025550100', from: FROM, url: `${url}/voice` });
    const { recordings } = await over(sid, (truth) => truth.recordings[0]?.status === 'completed');
    const since = Date.now();
    await (await bench.rest(`/Recordings/${recordings[0]?.sid}.wav`)).arrayBuffer();
    expect(Date.now() - since).toBeGreaterThan(900);
  });

  it('hits the same calls with the same seed, however they are timed', async () => {
    const numbers = Array.from({ length: 16 }, (_, index) => `+1202555${7000 + index}`);
    const run = async (inParallel: boolean): Promise<string[]> => {
      await bench.control('POST', '/reset');
      await bench.control('PUT', '/faults', { seed: 11, callback_lost: 0.3, create_500: 0.2 });
      const one = async (to: string): Promise<string> => {
        const sid = await place(to).catch(() => null);
        if (!sid) return `${to} refused`;
        const { webhooks } = await over(sid);
        return `${to} ${webhooks
          .filter(({ faults }) => faults.includes('lost'))
          .map(({ event }) => event)
          .join()}`;
      };
      if (inParallel) return Promise.all(numbers.map(one));
      const results: string[] = [];
      for (const to of numbers) results.push(await one(to));
      return results;
    };
    const first = await run(false);
    expect(await run(true)).toEqual(first);
    expect(first.some((line) => line.endsWith('refused'))).toBe(true);
    expect(first.some((line) => line.includes('ringing'))).toBe(true);
  });
});

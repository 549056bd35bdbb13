import { describe, expect, it } from '@jest/globals';
import { type Delivery, lastOutcome, lookAgainIn } from './delivery-state.js';
import { deliveriesSearch } from './deliveries-search.js';
import { type Endpoint, hasTrouble, stateOf } from './endpoint-state.js';
import { laidOut } from './laid-out.js';

const endpoint = (given: Partial<Endpoint>): Endpoint =>
  ({ disabled_for: null, failures: 0, ...given }) as Endpoint;

describe('an endpoint', () => {
  it.each<[Partial<Endpoint>, string, string, boolean]>([
    [{}, 'good', 'Enabled', false],
    [{ failures: 2 }, 'warn', 'Fails', true],
    [{ failures: 2, disabled_for: 'request' }, 'plain', 'Disabled', true],
    [{ disabled_for: 'gone' }, 'bad', 'Disabled: it is gone', true],
    [{ disabled_for: 'failing' }, 'bad', 'Disabled: it failed', true],
  ])('that is %j looks %s and says %s', (given, tone, text, isTroubled) => {
    expect(stateOf(endpoint(given))).toEqual({ tone, text });
    expect(hasTrouble(endpoint(given))).toBe(isTroubled);
  });
});

describe('the address of its page', () => {
  it('says which deliveries are shown, and nothing that there is not', () => {
    const search = { status: 'dead', type: 'call.ended', cursor: 'abc' };
    expect(deliveriesSearch(search)).toEqual(search);
    expect(deliveriesSearch({ status: 'none', type: '', cursor: {}, other: 1 })).toEqual({});
  });
});

describe('a delivery', () => {
  const at = '2026-01-02T03:04:05.000Z';
  const now = Date.parse(at);
  const delivery = (given: Partial<Delivery>): Delivery =>
    ({ status: 'pending', due_at: at, tries: [], ...given }) as Delivery;
  const tried = (status: number | null, error: string | null) => ({
    at,
    took_ms: 1,
    status,
    answer: null,
    error,
  });

  it('is looked at again soon while it is on its way', () => {
    expect(lookAgainIn(delivery({}), now - 10_000)).toBe(1_000);
    expect(lookAgainIn(delivery({}), now - 60_000)).toBe(5_000);
    expect(lookAgainIn(delivery({ status: 'delivered', due_at: null }), now)).toBe(5_000);
    expect(lookAgainIn(undefined)).toBe(5_000);
  });

  it('says what came of its last try', () => {
    expect(lastOutcome(delivery({}))).toBe('Not tried yet');
    const tries = [tried(null, 'it refused the connection'), tried(500, null)];
    expect(lastOutcome(delivery({ tries: tries.slice(0, 1) }))).toBe('it refused the connection');
    expect(lastOutcome(delivery({ tries }))).toBe('answered 500');
    expect(lastOutcome(delivery({ tries: [tried(302, 'redirects')] }))).toBe('answered 302: redirects');
  });

  it('has its body laid out where that is JSON', () => {
    expect(laidOut('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(laidOut('{')).toBe('{');
  });
});

import { describe, expect, it } from '@jest/globals';
import { toCallDto } from './call.mapper.js';
import { someCall } from '../testing/call.factory.js';

describe('a call as clients see it', () => {
  const call = someCall();
  const [attempt] = call.attempts;
  const shown = (changes: object) =>
    toCallDto({
      call: { ...call, attempts: [{ ...attempt!, ...changes }] },
      userId: 'customer-1',
      recordings: [],
    });

  it('has the price of its last attempt as Twilio wrote it, and null until Twilio has', () => {
    const priced = { price: '-0.01300', price_unit: 'USD' };
    const dto = shown({ price: '-0.01300', priceUnit: 'USD' });
    expect(dto).toMatchObject({ ...priced, attempts: [priced] });
    const unpriced = { price: null, price_unit: null };
    expect(shown({})).toMatchObject({ ...unpriced, attempts: [unpriced] });
    expect(toCallDto({ call: { ...call, attempts: [] }, userId: 'x', recordings: [] })).toMatchObject(
      unpriced,
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { toCallback } from './webhook.mapper.js';

const kept = (params: Record<string, string>) => toCallback('status', { params });

describe('what is kept of a webhook', () => {
  it('is what its URL and its fields say', () => {
    const receivedAt = new Date();
    const webhook = { callId: 'a', attempt: 2, hasPlan: true, recording: false, params: { CallSid: 'CA1' } };
    expect(toCallback('voice', webhook, receivedAt)).toEqual({
      ...{ kind: 'voice', callId: 'a', attempt: 2, hasPlan: true, params: { CallSid: 'CA1' }, receivedAt },
    });
  });

  it('has names that BSON can hold', () => {
    const { params } = kept({ 'a\0b': '1', _bsontype: '2', CallSid: '3' });
    expect(params).toEqual({ 'a\uFFFDb': '1', _bsontype_: '2', CallSid: '3' });
  });

  it('weighs little, and is all that Atlas reads', () => {
    const spoken = 'x'.repeat(60_000);
    const read = { CallSid: 'CA1', TranscriptionText: spoken, ErrorUrl: `https://${'y'.repeat(900)}` };
    const { params, leftOut } = kept({
      Long: 'x'.repeat(2_045),
      ...read,
      Small: '1',
      Other: 'é'.repeat(1_100),
    });
    expect(params).toEqual({ ...read, Small: '1' });
    expect(leftOut).toEqual(['Long', 'Other']);
    expect(kept({ Long: 'x'.repeat(2_044), ...read })).not.toHaveProperty('leftOut');
  });

  it('tells some names of what was left out', () => {
    const fields = Array.from({ length: 100 }, (_, n): [string, string] => [
      `f${n}${'n'.repeat(300)}`,
      'v'.repeat(2_000),
    ]);
    const { params, leftOut } = kept(Object.fromEntries(fields));
    expect(params).toEqual({});
    expect(leftOut).toHaveLength(20);
    expect(Math.max(...(leftOut ?? []).map(({ length }) => length))).toBe(64);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Call } from './call.js';
import { CallStore } from './call-store.js';
import type { CallStatus } from './call-status.js';

const call = (sid: string, status: CallStatus): Call =>
  ({ sid, status, recordings: [{ sid: `RE${sid}` }] }) as unknown as Call;

describe('the store of calls', () => {
  it('keeps so many: beyond it the oldest ended ones leave, with their recordings, and never one that goes on', () => {
    const store = new CallStore(3);
    const calls = [
      call('a', 'in-progress'),
      call('b', 'completed'),
      call('c', 'busy'),
      call('d', 'completed'),
    ];
    for (const one of calls) {
      store.add(one);
      store.remember(one.recordings[0]!, one);
    }
    expect(store.newestFirst().map(({ sid }) => sid)).toEqual(['d', 'c', 'a']);
    expect(store.findRecording('REb')).toBeNull();
    expect(store.findRecording('REc')?.call.sid).toBe('c');
    store.add(call('e', 'queued'));
    store.add(call('f', 'queued'));
    store.add(call('g', 'queued'));
    expect(store.newestFirst().map(({ sid }) => sid)).toEqual(['g', 'f', 'e', 'a']);
  });

  it('counts the creates to each number', () => {
    const store = new CallStore();
    expect([store.countOf('+1'), store.countOf('+2'), store.countOf('+1')]).toEqual([1, 1, 2]);
    store.clear();
    expect(store.countOf('+1')).toBe(1);
  });
});

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CallClock } from '../call-clock.js';
import type { Call } from '../calls/call.js';
import type { CallStatus } from '../calls/call-status.js';
import { CallJournal } from './call-journal.js';
import { readJournal } from './read-journal.js';

const MB = 1024 * 1024;

describe('the journal of calls', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'atlas-journal-'));
    path = join(folder, 'deeper', 'calls.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const call = (sid: string, status: CallStatus, text = ''): Call =>
    ({
      sid,
      status,
      request: { to: '+12025550100' },
      clock: new CallClock(new Date(), 1),
      story: [{ at: new Date(), what: 'said', text }],
      webhooks: [],
      recordings: [],
      notifications: [],
    }) as unknown as Call;
  const open = (calls: Call[]) =>
    new CallJournal(
      path,
      () => calls,
      (line) => expect(line).toBe(''),
    );
  const kept = () => readJournal(path).calls;

  it('keeps all calls that go on, and of the ended ones the newest', () => {
    const calls = [
      call('first', 'in-progress'),
      ...Array.from({ length: 1500 }, (_, index) => call(`ended ${index}`, 'completed')),
    ];
    open(calls).close();
    expect(kept()).toHaveLength(1001);
    expect(kept().map(({ sid }) => sid)).toEqual([
      'first',
      ...Array.from({ length: 1000 }, (_, index) => `ended ${index + 500}`),
    ]);
  });

  it('does not grow without end, however often a call changes', () => {
    const one = call('one', 'in-progress', 'ä'.repeat(MB / 4));
    const journal = open([one]);
    for (let count = 0; count < 60; count += 1) {
      one.story.push({ at: new Date(), what: 'pressed', text: String(count) });
      journal.write(one);
    }
    expect(statSync(path).size).toBeLessThan(9 * MB);
    journal.close();
    expect(kept()[0]?.story).toEqual(one.story);
  });

  it('writes a change soon, and once for all that come meanwhile', async () => {
    const one = call('one', 'queued');
    const journal = open([one]);
    const size = statSync(path).size;
    for (const status of ['ringing', 'in-progress'] as const) {
      one.status = status;
      journal.mark(one);
    }
    expect(kept()[0]?.status).toBe('queued');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(kept()[0]?.status).toBe('in-progress');
    expect(statSync(path).size).toBeLessThan(size * 2 + 20);
    one.status = 'completed';
    journal.mark(one);
    journal.close();
    expect(kept()[0]?.status).toBe('completed');
    journal.write(call('late', 'queued'));
    expect(kept()).toHaveLength(1);
  });
});

import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { WebhookCountsMemoryRepository } from './testing/webhook-counts.memory.repository.js';
import type { WebhookBatch, WebhookSort } from './webhook-count.js';
import { toWebhookSummaryDto } from './webhook-counts.mapper.js';
import { WebhookCountsService } from './webhook-counts.service.js';

const NOW = new Date('2026-02-03T04:05:06.000Z');
const ACCEPTED: WebhookSort = { kind: 'status', result: 'accepted' };
const REFUSED: WebhookSort = { kind: 'voice', result: 'refused', reason: 'token' };

/** Fails as it is told to: before it has stored the batch, or after it. */
class FlakyRepository extends WebhookCountsMemoryRepository {
  fails: 'before' | 'after' | undefined;

  override async keep(batch: WebhookBatch): Promise<void> {
    const { fails } = this;
    await Promise.resolve();
    if (fails !== 'before') await super.keep(batch);
    if (fails) throw new Error('away');
  }
}

let repository: FlakyRepository;
let counts: WebhookCountsService;
beforeEach(() => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  repository = new FlakyRepository();
  counts = new WebhookCountsService(repository, new FakeClock(NOW.getTime()));
});

const sum = async (): Promise<number> =>
  (await counts.sumOf(1, NOW)).reduce((all, { count }) => all + count, 0);
const stored = async (): Promise<number> =>
  (await repository.sumSince(new Date(0))).reduce((all, { count }) => all + count, 0);

describe('counts of webhooks', () => {
  it('are written once for all that came, and not at all where nothing came', async () => {
    await counts.flush();
    for (const sort of [ACCEPTED, ACCEPTED, REFUSED]) counts.count(sort);
    await expect(sum()).resolves.toBe(3);
    await counts.flush();
    await counts.flush();
    expect([...repository.batches.values()]).toEqual([
      {
        id: expect.any(String),
        until: NOW,
        counts: [
          { ...ACCEPTED, count: 2, lastAt: NOW },
          { ...REFUSED, count: 1, lastAt: NOW },
        ],
      },
    ]);
    await expect(sum()).resolves.toBe(3);
  });

  it('are told of at once', () => {
    const heard: WebhookSort[] = [];
    counts.onCounted((sort) => heard.push(sort));
    counts.count(REFUSED);
    expect(heard).toEqual([REFUSED]);
  });

  it('are written at a stop: what could not be before, and what came since', async () => {
    repository.fails = 'before';
    counts.count(ACCEPTED);
    await counts.flush();
    counts.count(ACCEPTED);
    repository.fails = undefined;
    counts.onApplicationBootstrap();
    await counts.beforeApplicationShutdown();
    expect([repository.batches.size, await stored()]).toEqual([2, 2]);
  });

  it('are written each minute until Atlas stops, and a warning tells why some were refused', async () => {
    jest.useFakeTimers();
    try {
      const warn = jest.spyOn(Logger.prototype, 'warn').mockClear();
      counts.onApplicationBootstrap();
      for (const sort of [REFUSED, ACCEPTED, REFUSED]) counts.count(sort);
      await jest.advanceTimersByTimeAsync(59_999);
      expect(repository.batches.size).toBe(0);
      await jest.advanceTimersByTimeAsync(1);
      expect(repository.batches.size).toBe(1);
      expect(warn.mock.calls).toEqual([['Refused webhooks within a minute: 2 of voice (token)']]);
      await counts.beforeApplicationShutdown();
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('are asked for of the hours until now', async () => {
    const since = jest.spyOn(repository, 'sumSince');
    await counts.sumOf(3, NOW);
    expect(since.mock.calls).toEqual([[new Date('2026-02-03T01:05:06.000Z'), undefined]]);
  });

  it('are neither lost nor doubled, whatever fails, and whatever comes while they are written', async () => {
    const step = fc.oneof(
      fc.constantFrom('count', 'flush', 'flush at once', 'look'),
      fc.constantFrom('before' as const, 'after' as const, undefined),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        repository = new FlakyRepository();
        counts = new WebhookCountsService(repository, new FakeClock(NOW.getTime()));
        let counted = 0;
        const seen: [number, number][] = [];
        for (const each of steps) {
          if (each === 'count') counts.count((counted += 1) % 3 ? ACCEPTED : REFUSED);
          else if (each === 'flush') await counts.flush();
          else if (each === 'flush at once') void counts.flush();
          else if (each === 'look') seen.push([await sum(), counted]);
          else repository.fails = each;
        }
        await counts.flush();
        repository.fails = undefined;
        await counts.flush();
        await counts.flush();
        expect(seen.map(([summed]) => summed)).toEqual(seen.map(([, all]) => all));
        expect([await stored(), await sum()]).toEqual([counted, counted]);
      }),
      { numRuns: 200 },
    );
  });
});

it('the summary has them by route and by reason', () => {
  const each = [
    { ...ACCEPTED, count: 5, lastAt: NOW },
    { kind: 'status', result: 'failed' as const, count: 1, lastAt: NOW },
    { ...REFUSED, count: 2, lastAt: NOW },
    { ...REFUSED, kind: 'status', count: 1, lastAt: new Date(NOW.getTime() + 1) },
    { ...REFUSED, reason: 'of a later version', count: 1, lastAt: NOW },
  ];
  expect(toWebhookSummaryDto(each, 2, NOW)).toEqual({
    from: '2026-02-03T02:05:06.000Z',
    until: '2026-02-03T04:05:06.000Z',
    received: 10,
    accepted: 5,
    refused: 4,
    failed: 1,
    kinds: [
      { kind: 'status', received: 7, accepted: 5, refused: 1, failed: 1 },
      { kind: 'voice', received: 3, accepted: 0, refused: 3, failed: 0 },
    ],
    refusals: [
      {
        reason: 'token',
        meaning: expect.stringContaining('TWILIO_AUTH_TOKEN'),
        count: 3,
        last_at: '2026-02-03T04:05:06.001Z',
      },
      { reason: 'of a later version', meaning: 'of a later version', count: 1, last_at: NOW.toISOString() },
    ],
  });
});

import { beforeEach, expect, it } from '@jest/globals';
import { AuditMemoryRepository } from '../../audit/testing/audit.memory.repository.js';
import { openAudit } from '../../audit/testing/audit-log.factory.js';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { RecordingGoneError } from './media.errors.js';
import { PlayingsService } from './playings.service.js';

const READING = { who: 'key:1', caller: 'key:1', recordingSid: `RE${'1'.repeat(32)}` };
let log: AuditMemoryRepository;
let clock: FakeClock;
let playings: PlayingsService;
beforeEach(() => {
  log = new AuditMemoryRepository();
  clock = new FakeClock();
  playings = new PlayingsService(openAudit(log, clock), clock);
});
const told = (): string[] =>
  log.stored.flatMap(({ entry }) => {
    if (entry.kind === 'anchor') return [];
    return entry.kind === 'begun' ? ['begun'] : [`${entry.outcome} ${entry.status ?? ''}`.trim()];
  });
const give = async (status = 200) => ({ status });
const refuse = async (): Promise<{ status: number }> => {
  throw new RecordingGoneError('RE');
};

it('writes down one playing, and another one of another caller', async () => {
  await Promise.all([playings.opened(READING, give), playings.opened(READING, give)]);
  await playings.opened(READING, () => give(206));
  await playings.opened(READING, refuse).catch(() => undefined);
  expect(told()).toEqual(['begun', 'done 200']);
  await playings.opened({ ...READING, caller: 'key:2' }, give);
  expect(told()).toHaveLength(4);
});

it('counts what was refused as not given, and the next one anew', async () => {
  await expect(playings.opened(READING, refuse)).rejects.toThrow('no longer kept');
  await playings.opened(READING, () => give(416));
  await expect(playings.opened(READING, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await playings.opened(READING, give);
  expect(told()).toEqual([
    'begun',
    'refused',
    'begun',
    'refused 416',
    'begun',
    'failed',
    'begun',
    'done 200',
  ]);
});

it('is given where one part of two was', async () => {
  await Promise.allSettled([playings.opened(READING, refuse), playings.opened(READING, give)]);
  expect(told()).toEqual(['begun', 'done 200']);
});

it('is another one after half an hour, and of another recording at once', async () => {
  // A cache takes what began at 0 for what has no end.
  clock.pass(1);
  await playings.opened(READING, give);
  clock.pass(30 * 60_000);
  await playings.opened(READING, give);
  expect(told()).toHaveLength(2);
  await playings.opened({ ...READING, recordingSid: `RE${'2'.repeat(32)}` }, give);
  expect(told()).toHaveLength(4);
  clock.pass(1);
  await playings.opened(READING, give);
  expect(told()).toHaveLength(6);
});

it('opens nothing that cannot be written down', async () => {
  log.append = () => Promise.reject(new Error('no database'));
  let isOpened = false;
  const open = async () => {
    isOpened = true;
    return { status: 200 };
  };
  await expect(playings.opened(READING, open)).rejects.toMatchObject({ code: expect.any(String) });
  expect(isOpened).toBe(false);
});

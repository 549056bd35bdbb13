import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { createEnvironment } from '../../config/create-environment.js';
import { DatabaseUnavailableError } from '../../database/database.errors.js';
import { FlightLease } from '../../idempotency/flight-lease.js';
import { IdempotencyService } from '../../idempotency/idempotency.service.js';
import { IdempotencyMemoryRepository } from '../../idempotency/testing/idempotency.memory.repository.js';
import { LimitsService } from '../../limits/limits.service.js';
import { PlacingLimitService } from '../../limits/placing-limit.service.js';
import { WindowsMemoryRepository } from '../../limits/testing/windows.memory.repository.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { toCallDto } from '../view/call.mapper.js';
import { readRows, toBatchDto } from './batch.mapper.js';
import { BatchPlacingService } from './batch-placing.service.js';
import type { BatchDto } from './dto/batch.dto.js';

const LIMIT = 90;
const row = (n: number) => ({ to: '+14155550123', user_external_id: `customer-${n}` });
const rowsOf = (count: number): object[] => Array.from({ length: count }, (_, n) => row(n));

let room: CallsRoom;
let clock: FakeClock;
let keys: IdempotencyMemoryRepository;
let service: BatchPlacingService;
let replayed: number;

const openService = (lease = new FlightLease()): BatchPlacingService => {
  const limits = new LimitsService(new WindowsMemoryRepository(), new PlanClock(clock));
  const environment = createEnvironment({ ENVIRONMENT: 'test', PLACINGS_PER_MINUTE: String(LIMIT) });
  const limit = new PlacingLimitService(limits, environment);
  return new BatchPlacingService(room.placing, room.service, new IdempotencyService(keys, lease), limit);
};

beforeEach(() => {
  Logger.overrideLogger(false);
  room = openCallsRoom();
  clock = new FakeClock();
  keys = new IdempotencyMemoryRepository();
  replayed = 0;
  service = openService();
});

const send = async (calls: unknown[], key?: string, by = service): Promise<BatchDto> => {
  const markReplayed = () => void (replayed += 1);
  const request = { caller: 'everyone', route: 'POST /calls/batch', markReplayed, ...(key && { key }) };
  const rows = await readRows(calls);
  return toBatchDto(await by.place({ request, body: { calls }, rows, caller: 'me', show: toCallDto }));
};
const stored = (): number => room.calls.all().length;
/** The next of so many calls to be stored fail, each as it is told. */
const failAfter = (good: number, error: unknown, failures = Infinity): void => {
  const insert = room.calls.insert.bind(room.calls);
  let n = 0;
  jest.spyOn(room.calls, 'insert').mockImplementation(async (call) => {
    n += 1;
    if (n > good && n <= good + failures) throw error;
    return insert(call);
  });
};

describe('a batch of calls', () => {
  it('places each as one that waits, and answers in order; what is wrong refuses its row alone', async () => {
    const { accepted, refused, rows } = await send([
      row(0),
      { to: 'nobody' },
      'x',
      { ...row(3), priority: 3 },
    ]);
    expect([accepted, refused, stored()]).toEqual([2, 2, 2]);
    expect(rows.map(({ index, status }) => [index, status])).toEqual([
      [0, 'accepted'],
      [1, 'refused'],
      [2, 'refused'],
      [3, 'accepted'],
    ]);
    const error = { status: 400, detail: 'Invalid to: must be an E.164 phone number, such as +14155552671' };
    expect(rows[1]).toMatchObject({ call: null, error: { ...error, retry_after: null } });
    expect(rows[1]?.error?.errors).toHaveLength(2);
    expect(rows[2]?.error?.detail).toBe('Invalid body: must be a JSON object');
    expect(rows[0]).toMatchObject({ call: { status: 'queued', priority: 0 }, error: null });
    expect(rows[3]?.call).toMatchObject({ user_external_id: 'customer-3', priority: 3 });
    expect(room.twilio.placeCall).not.toHaveBeenCalled();
  });

  it('without a key is placed each time; with one once, each row answered to the letter again', async () => {
    await send(rowsOf(2));
    await send(rowsOf(2));
    expect(stored()).toBe(4);
    const calls = [...rowsOf(3), { to: 'nobody' }];
    const first = await send(calls, 'key-1');
    expect([stored(), replayed]).toEqual([7, 0]);
    const again = await send(calls, 'key-1');
    expect(JSON.stringify(again)).toBe(JSON.stringify(first));
    expect([stored(), replayed]).toEqual([7, 1]);
    await send(calls, 'key-2');
    expect([stored(), replayed]).toEqual([10, 1]);
  });

  it('with the key of another batch is refused, and no row of it placed', async () => {
    await send(rowsOf(3), 'key-1');
    const other = send([row(7), row(1), row(2), row(3)], 'key-1');
    await expect(other).rejects.toThrow('Idempotency-Key was used with a different request');
    expect(stored()).toBe(3);
  });

  it('goes on where the database went away in the middle, and places none twice', async () => {
    failAfter(20, new DatabaseUnavailableError(), 20);
    const first = await send(rowsOf(35), 'key-1');
    expect(first.accepted).toBe(20);
    const detail = 'The database is not available';
    expect(first.rows.find(({ error }) => error)?.error).toMatchObject({
      status: 503,
      detail,
      retry_after: 5,
    });
    jest.restoreAllMocks();
    const second = await send(rowsOf(35), 'key-1');
    expect([second.accepted, stored(), replayed]).toEqual([35, 35, 0]);
    const placed = first.rows.filter(({ call }) => call);
    expect(JSON.stringify(placed.map(({ index }) => second.rows[index]))).toBe(JSON.stringify(placed));
    await expect(send(rowsOf(35), 'key-1')).resolves.toEqual(JSON.parse(JSON.stringify(second)));
    expect(replayed).toBe(1);
  });

  it('goes on where its process was killed in the middle', async () => {
    const lease = Object.assign(new FlightLease(1), { hold: () => async () => undefined });
    const insert = room.calls.insert.bind(room.calls);
    let n = 0;
    jest.spyOn(room.calls, 'insert').mockImplementation(async (call) => {
      n += 1;
      // Half of those that are never answered are stored all the same.
      if (n <= 10 || n % 2 === 0) await insert(call);
      if (n > 10) await new Promise(() => undefined);
    });
    void send(rowsOf(30), 'key-1', openService(lease));
    await new Promise((resolve) => setTimeout(resolve, 30));
    jest.restoreAllMocks();
    const before = new Set(room.calls.all().map(({ id }) => id));
    expect(before.size).toBeGreaterThan(10);
    expect(before.size).toBeLessThan(30);
    const { accepted, rows } = await send(rowsOf(30), 'key-1');
    expect([accepted, stored()]).toEqual([30, 30]);
    const ids = new Set(rows.map(({ call }) => call?.call_id));
    expect([...before].filter((id) => !ids.has(id))).toEqual([]);
  });

  it('fails as a whole where nothing of it can be told, or nobody knows why', async () => {
    failAfter(0, new DatabaseUnavailableError(), 16);
    await expect(send(rowsOf(20), 'key-1')).rejects.toThrow('The database is not available');
    jest.restoreAllMocks();
    failAfter(5, new Error('a mistake of ours'), 16);
    await expect(send(rowsOf(20), 'key-1')).rejects.toThrow('a mistake of ours');
    jest.restoreAllMocks();
    await expect(send(rowsOf(20), 'key-1')).resolves.toMatchObject({ accepted: 20 });
    expect(stored()).toBe(20);
  });
});

describe('the limit of placing', () => {
  it('counts each row that is placed, and lets the rest follow by the same key', async () => {
    const calls = [...rowsOf(LIMIT + 20), { to: 'nobody' }];
    const first = await send(calls, 'key-1');
    expect([first.accepted, first.refused, stored()]).toEqual([LIMIT, 21, LIMIT]);
    const { error } = first.rows[LIMIT] ?? {};
    expect(error).toMatchObject({ status: 429 });
    expect(error?.detail).toMatch(/^Too many calls: at most 90 a minute, try again in \d+ s$/);
    expect(error?.retry_after).toBeGreaterThan(0);
    clock.pass(70_000);
    await expect(send(calls, 'key-1')).resolves.toMatchObject({ accepted: LIMIT + 20, refused: 1 });
    expect(stored()).toBe(LIMIT + 20);
    // What was answered before counts for nothing.
    await expect(send(rowsOf(LIMIT - 20), 'key-2')).resolves.toMatchObject({ accepted: LIMIT - 20 });
  });

  it('is the answer as a whole where it lets none through', async () => {
    await send(rowsOf(LIMIT));
    await expect(send(rowsOf(3), 'key-1')).rejects.toThrow('Too many calls: at most 90 a minute');
    await expect(send([{ to: 'nobody' }], 'key-2')).resolves.toMatchObject({ refused: 1 });
    expect(stored()).toBe(LIMIT);
  });
});

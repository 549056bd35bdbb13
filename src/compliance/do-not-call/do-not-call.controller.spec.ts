import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { type RunningController, startController } from '../../../test/support/start-controller.js';
import { strictMock, type StrictMock } from '../../../test/support/strict-mock.js';
import { AttemptsService } from '../../calls/attempts/attempts.service.js';
import type { Call } from '../../calls/model/call.js';
import { CallQueueService } from '../../calls/queue/call-queue.service.js';
import { someCall } from '../../calls/testing/call.factory.js';
import { DispatchService } from '../../dispatch/dispatch.service.js';
import { Clock } from '../../common/time/clock.service.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { SecretsService } from '../../secrets/secrets.service.js';
import { RuleBookService } from '../rule-book.service.js';
import { type ComplianceRoom, openComplianceRoom } from '../testing/compliance-room.js';
import { DoNotCallController } from './do-not-call.controller.js';
import { DoNotCallRepository } from './do-not-call.repository.js';
import { DoNotCallService } from './do-not-call.service.js';

const NUMBER = '+14155550191';
const OTHER = '+14155550192';
const AT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

let room: ComplianceRoom;
let attempts: StrictMock<AttemptsService>;
let dispatch: StrictMock<DispatchService>;
let waiting: Call[];
let running: RunningController;

beforeEach(async () => {
  room = openComplianceRoom();
  attempts = strictMock<AttemptsService>('AttemptsService');
  dispatch = strictMock<DispatchService>('DispatchService');
  attempts.sendAway.mockResolvedValue(undefined);
  dispatch.rulesChanged.mockResolvedValue(undefined);
  dispatch.rulesWillChange.mockResolvedValue(undefined);
  waiting = [];
  const findWaitingTo = async (numbers: string[]) => waiting.filter(({ to }) => numbers.includes(to));
  running = await startController(DoNotCallController, [
    ...[DoNotCallService, Clock, PlanClock],
    { provide: DoNotCallRepository, useValue: room.list },
    { provide: SecretsService, useValue: room.secrets },
    { provide: RuleBookService, useValue: room.book },
    { provide: DispatchService, useValue: dispatch },
    { provide: CallQueueService, useValue: { findWaitingTo } },
    { provide: AttemptsService, useValue: attempts },
  ]);
});
afterEach(() => running.close());

const http = () => request(running.url);
const add = (body: object) => http().post('/do-not-call').send(body);
const importAll = (body: object) => http().post('/do-not-call/import').send(body);
const find = (number: string) => http().get('/do-not-call').query({ number });
const NOT_LISTED = { detail: 'The number is not on the do-not-call list' };

describe('a number that is never called', () => {
  it('is kept as a hash with its last digits, as it was put there first', async () => {
    const { body: entry } = await add({ number: NUMBER, source: 'support', note: 'Asked.' }).expect(200);
    expect(entry).toEqual({
      last_four: '0191',
      source: 'support',
      note: 'Asked.',
      added_at: expect.stringMatching(AT),
    });
    const { body: again } = await add({ number: NUMBER, source: 'another' }).expect(200);
    expect(again).toEqual(entry);
    await find(NUMBER).expect(200, entry);
    const { body: other } = await add({ number: OTHER, source: 'support' }).expect(200);
    expect(other.note).toBeNull();
    expect(await room.list.find(`numbers ${OTHER}`)).not.toHaveProperty('note');
    await expect(room.list.findListed([NUMBER])).resolves.toEqual(new Set());
  });

  it('may be called again, once it is taken off', async () => {
    await http().delete('/do-not-call').query({ number: NUMBER }).expect(404, NOT_LISTED);
    expect(dispatch.rulesChanged).not.toHaveBeenCalled();
    await add({ number: NUMBER, source: 'support' }).expect(200);
    await http().delete('/do-not-call').query({ number: NUMBER }).expect(204);
    expect(dispatch.rulesChanged).toHaveBeenCalledTimes(2);
    await find(NUMBER).expect(404, NOT_LISTED);
  });

  it('has the calls to it that wait end, and no others; also where it was on the list before', async () => {
    waiting = [...Array.from({ length: 45 }, () => someCall({ to: NUMBER })), someCall({ to: OTHER })];
    const code = 'not-allowed';
    const message = 'do-not-call: the number is on the do-not-call list';
    const over = { kind: 'over', status: 'canceled', reason: { code, message } };
    for (const times of [1, 2]) {
      await add({ number: NUMBER, source: 'support' }).expect(200);
      expect(dispatch.rulesChanged).toHaveBeenCalledTimes(times);
      const expected = waiting.slice(0, 45).map((call) => [call, over]);
      expect(attempts.sendAway.mock.calls.splice(0)).toEqual(expected);
    }
  });
});

describe('many numbers', () => {
  it('are counted as new or known, each once', async () => {
    await add({ number: NUMBER, source: 'support' }).expect(200);
    const numbers = [NUMBER, OTHER, OTHER];
    await importAll({ numbers, source: 'import' }).expect(200, { added: 1, known: 2 });
    await find(OTHER).expect(200);
  });

  const LIST = 'Invalid numbers: must be a list of 1 to 5000 E.164 phone numbers';
  it.each([
    [[], LIST],
    [NUMBER, LIST],
    [[NUMBER, '911'], `${LIST}: the one at index 1 is none`],
    [['911', NUMBER], `${LIST}: the one at index 0 is none`],
    [Array(5_001).fill(NUMBER), LIST],
    [[...Array(5_000).fill(NUMBER), '911'], LIST],
  ])('are refused where they are none: %#', async (numbers, detail) => {
    await importAll({ numbers, source: 'import' }).expect(400, { detail });
  });

  it('are 5000 at the most', async () => {
    const numbers = Array.from({ length: 5_000 }, (_, i) => `+1415555${1_000 + i}`);
    await importAll({ numbers, source: 'import' }).expect(200, { added: 5_000, known: 0 });
  });
});

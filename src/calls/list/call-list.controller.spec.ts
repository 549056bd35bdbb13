import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import request from 'supertest';
import { type RunningController, startController } from '../../../test/support/start-controller.js';
import { strictMock, type StrictMock } from '../../../test/support/strict-mock.js';
import { someCall } from '../testing/call.factory.js';
import { toCursor } from './call-cursor.js';
import { CallListController } from './call-list.controller.js';
import { CallListService, type CallSearch } from './call-list.service.js';
import { UserCallsController } from './user-calls.controller.js';

const call = someCall();
const next = { createdAt: new Date('2026-01-02T03:04:05.678Z'), id: call.id };
const details = { call, userId: 'u', recordings: [], feedback: null };
const found = { total: 7, atLeast: 7, page: 1, pageSize: 10, data: [details], next };

let lists: StrictMock<CallListService>;
let running: RunningController;
beforeEach(() => {
  lists = strictMock<CallListService>('CallListService');
  lists.search.mockResolvedValue(found);
  lists.searchByUser.mockResolvedValue({ ...found, next: null });
});
afterEach(() => running.close());

const get = async (controller: Type<object>, path: string) => {
  running = await startController(controller, [{ provide: CallListService, useValue: lists }]);
  return request(running.url).get(path);
};

describe('the list of calls', () => {
  it('shows a part of what is found, and where the next one begins', async () => {
    const { body } = await get(CallListController, '/calls');
    expect(body).toEqual({
      total: 7,
      total_at_least: 7,
      page: 1,
      page_size: 10,
      data: [expect.objectContaining({ call_id: call.id })],
      next_cursor: toCursor(next),
    });
    expect(lists.search).toHaveBeenCalledWith({}, { page: 1, pageSize: 10, total: 'quick' });
  });

  it('looks for all that is asked for', async () => {
    const query =
      'status=busy,no-answer&call_id=7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11&to=%2B14155550123&from=2026-01-02T00:00:00Z&until=2026-01-03T00:00:00%2B01:00' +
      '&has_recording=true&has_feedback=false&campaign_id=spring&metadata=clinic:north&user=ada&page=3&page_size=5';
    await get(CallListController, `/calls?${query}`);
    const filter: CallSearch = {
      ids: ['7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11'],
      statuses: ['busy', 'no-answer'],
      to: '+14155550123',
      from: new Date('2026-01-02T00:00:00.000Z'),
      until: new Date('2026-01-02T23:00:00.000Z'),
      hasRecording: true,
      hasFeedback: false,
      campaignId: 'spring',
      metadata: ['clinic', 'north'],
      user: 'ada',
    };
    expect(lists.search).toHaveBeenCalledWith(filter, { page: 3, pageSize: 5, total: 'quick' });
  });

  it.each([
    ['true', 'exact' as const],
    ['false', 'none' as const],
  ])('counts as it is asked to: with_total=%s', async (asked, total) => {
    await get(CallListController, `/calls?with_total=${asked}`);
    expect(lists.search).toHaveBeenCalledWith({}, { page: 1, pageSize: 10, total });
  });

  it('goes on after a cursor', async () => {
    await get(CallListController, `/calls?cursor=${toCursor(next)}`);
    expect(lists.search).toHaveBeenCalledWith({}, { after: next, pageSize: 10 });
  });

  it.each([
    ['cursor=x', 'Invalid cursor: must be a next_cursor of an earlier answer'],
    [`page=1&cursor=${toCursor(next)}`, 'Invalid cursor: must not be given together with page'],
    [
      'metadata=clinic',
      'Invalid metadata: must be key:value, a key of 1 to 40 of A-Za-z0-9_.- and at most 500 characters',
    ],
  ])('refuses %s', async (query, detail) => {
    const { status, body } = await get(CallListController, `/calls?${query}`);
    expect([status, body]).toEqual([400, { detail }]);
  });
});

it('the list of a user’s calls takes the same filters', async () => {
  const { body } = await get(UserCallsController, '/users/ada/calls?status=busy&page=2');
  expect(body).toMatchObject({ total: 7, next_cursor: null, data: [{ call_id: call.id }] });
  const part = { page: 2, pageSize: 10, total: 'exact' as const };
  expect(lists.searchByUser).toHaveBeenCalledWith('ada', { statuses: ['busy'] }, part);
});

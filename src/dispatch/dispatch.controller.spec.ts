import { afterEach, beforeEach, expect, it } from '@jest/globals';
import request from 'supertest';
import { type RunningController, startController } from '../../test/support/start-controller.js';
import { strictMock, type StrictMock } from '../../test/support/strict-mock.js';
import { newQueuedCall } from '../calls/model/call.js';
import { DispatchController } from './dispatch.controller.js';
import { DispatchService } from './dispatch.service.js';

const now = new Date('2026-02-03T04:05:06.789Z');
const overview = (pausedAt?: Date) => ({
  record: { term: null, beat: 1, now, faults: 0, ...(pausedAt && { pausedAt }) },
  callsPerSecond: 1,
  waiting: 3,
  live: 2,
});

let dispatch: StrictMock<DispatchService>;
let running: RunningController;
beforeEach(async () => {
  dispatch = strictMock<DispatchService>('DispatchService');
  running = await startController(DispatchController, [{ provide: DispatchService, useValue: dispatch }]);
});
afterEach(() => running.close());

it('tells how the deployment dials, pauses it and lets it go on', async () => {
  dispatch.overview.mockResolvedValue(overview());
  dispatch.pause.mockResolvedValue(overview(now));
  dispatch.resume.mockResolvedValue(overview());
  const seen = { calls_per_second: 1, waiting: 3, live: 2 };
  const { body } = await request(running.url).get('/dispatch').expect(200);
  expect(body).toMatchObject({ ...seen, state: 'running', paused_at: null });
  const paused = await request(running.url).post('/dispatch/pause').expect(200);
  expect(paused.body).toMatchObject({ ...seen, state: 'paused', paused_at: now.toISOString() });
  const resumed = await request(running.url).post('/dispatch/resume').expect(200);
  expect(resumed.body).toMatchObject({ ...seen, state: 'running' });
});

it('lists the calls that wait', async () => {
  const wish = { to: '+14155550123', userExternalId: 'ada', recordingEnabled: true };
  const call = newQueuedCall(wish, { dueAt: now, why: 'time' });
  dispatch.queuePage.mockResolvedValue({ page: 2, pageSize: 1, total: 2, data: [call], heldUp: 'pause' });
  const { body } = await request(running.url).get('/queue?page=2&page_size=1').expect(200);
  expect(dispatch.queuePage).toHaveBeenCalledWith({ page: 2, pageSize: 1 });
  expect(body).toMatchObject({ total: 2, data: [{ call_id: call.id, waiting: { for: 'pause' } }] });
});

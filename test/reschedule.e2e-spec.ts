import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import type { TimelineDto } from '../src/calls/timeline/dto/timeline.dto.js';
import { callBody } from './support/factories.js';
import { type RunningApp, startApp } from './support/start-app.js';
import { waitFor } from './support/wait-for.js';

const NEVER_ENDS = '+14155550151';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
}, 30_000);
afterAll(() => running.close());

const http = () => request(running.url);
const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
const place = async (fields: object): Promise<string> =>
  (await http().post('/calls/outbound').send(callBody(fields)).expect(202)).body.call_id as string;
const patch = (id: string, fields: object) => http().patch(`/calls/${id}`).send(fields);

describe('PATCH /calls/{call}', () => {
  it('moves a call that waits, once; it is dialled by its new plan, and its timeline tells', async () => {
    const id = await place({ to: NEVER_ENDS, scheduled_at: inMinutes(60), metadata: { a: 'b' } });
    const wish = { scheduled_at: inMinutes(90), script: 'Moved.', priority: 6, ring_timeout: 20 };
    const { body } = await patch(id, wish).expect(200);
    expect(body).toMatchObject({ ...wish, version: 2, metadata: { a: 'b' }, status: 'queued' });
    expect(body.waiting).toEqual({ for: 'time', until: wish.scheduled_at });
    expect((await patch(id, wish).expect(200)).body).toEqual(body);
    await patch(id, { scheduled_at: null }).expect(200);
    const dialled = await waitFor('the call to be answered', async () => {
      const found = (await http().get(`/calls/${id}`).expect(200)).body as CallDto;
      return found.status === 'in-progress' && found;
    });
    expect(dialled).toMatchObject({ script: 'Moved.', scheduled_at: null, attempts: [{ n: 1 }] });
    const detail = 'Call is being dialled: it can be rescheduled only while it waits';
    await patch(id, { priority: 1 }).expect(409, { detail });
    await http().post(`/calls/${id}/hangup`).expect(200);
    await patch(id, { priority: 1 }).expect(409);
    const { events } = (await http().get(`/calls/${id}/timeline`).expect(200)).body as TimelineDto;
    expect(events.filter(({ kind }) => kind === 'rescheduled')).toMatchObject([
      { source: 'client', changes: { priority: { from: 0, to: 6 }, ring_timeout: { from: null, to: 20 } } },
      { source: 'client', changes: { scheduled_at: { from: wish.scheduled_at, to: null } } },
    ]);
  });

  it('is refused in the words of a new call, and changes nothing then', async () => {
    const id = await place({ scheduled_at: inMinutes(60) });
    const refusals: [object, string][] = [
      [{ scheduled_at: 'soon' }, 'Invalid scheduled_at: '],
      [{ scheduled_at: inMinutes(-1) }, 'Invalid scheduled_at: must be in the future'],
      [{ expires_at: inMinutes(30) }, 'Invalid expires_at: must be after scheduled_at'],
      [{ retry: { max_attempts: 0, on: ['busy'] } }, 'Invalid retry.max_attempts: must be an integer'],
      [{ calling_window: { days: ['mon'] } }, 'Invalid calling_window.'],
      [{ to: '+14155550123' }, 'Invalid to: unknown field'],
    ];
    for (const [fields, detail] of refusals) {
      const { body } = await patch(id, fields).expect(400);
      expect(body.detail.startsWith(detail)).toBe(true);
    }
    const { body } = await http().get(`/calls/${id}`).expect(200);
    expect(body.version).toBe(1);
    await patch('nothing', {}).expect(404);
    await http().post(`/calls/${id}/cancel`).expect(200);
    await patch(id, { priority: 3 }).expect(409, { detail: 'Call has already ended: canceled' });
  });
});

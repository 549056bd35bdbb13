import { afterEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { mostInASecond } from '../../bench/dispatch/arrivals.js';
import { callBody } from '../support/factories.js';
import { monitoredUri } from '../support/recorded-queries.js';
import { waitFor } from '../support/wait-for.js';
import { type DispatchStage, openDispatchStage, waitingCall } from '../support/dispatch-stage.js';

const CPS = 20;
/** More than are dialled before a slow machine has stopped them. */
const CALLS = 80;

let stage: DispatchStage;
const url = (n = 0): string => stage.apps[n]?.url ?? '';
const inMs = (ms: number): Date => new Date(Date.now() + ms);

afterEach(() => stage.close(), 30_000);

describe('two instances', () => {
  it('dial each waiting call once, and serve users in rotation', async () => {
    stage = await openDispatchStage(2, { TWILIO_CPS: '50' });
    const many = Array.from({ length: 100 }, () => waitingCall({ userExternalId: 'many' }));
    const few = Array.from({ length: 3 }, () => waitingCall({ userExternalId: 'few' }, inMs(1)));
    await stage.store([...many, ...few]);
    const order = (await stage.arrived(103, 40_000)).map(({ callId }) => callId);
    expect(order).toHaveLength(103);
    expect(new Set(order).size).toBe(103);
    for (const { id } of few) expect(order.indexOf(id)).toBeLessThan(50);
  }, 60_000);

  it('keep below the limit of the account together', async () => {
    stage = await openDispatchStage(2, { TWILIO_CPS: '5' });
    await stage.store(Array.from({ length: 30 }, () => waitingCall()));
    const arrivals = await stage.arrived(30, 40_000);
    expect(arrivals).toHaveLength(30);
    expect(mostInASecond(arrivals)).toBeLessThanOrEqual(6);
  }, 60_000);

  it('stop and go on together', async () => {
    stage = await openDispatchStage(2, { TWILIO_CPS: String(CPS) });
    await stage.store(Array.from({ length: CALLS }, () => waitingCall()));
    await stage.arrived(5, 10_000);
    const { body } = await request(url(0)).post('/dispatch/pause').expect(200);
    expect(body).toMatchObject({ state: 'paused', calls_per_second: CPS });
    await request(url(1)).post('/dispatch/pause').expect(200);
    await new Promise((done) => setTimeout(done, 1_000));
    const before = stage.arrivals.length;
    expect(before).toBeLessThan(CALLS);
    const health = await request(url(1)).get('/health').expect(200);
    expect(health.body.dispatch).toEqual({ state: 'paused', retry_at: null });
    const queue = await request(url(1)).get('/queue?page_size=5').expect(200);
    expect(queue.body).toMatchObject({ total: CALLS - before, page: 1, page_size: 5 });
    expect(queue.body.data[0]).toMatchObject({
      to_number: '+14155550123',
      waiting: { for: 'pause', until: null },
    });
    await new Promise((done) => setTimeout(done, 1_500));
    expect(stage.arrivals).toHaveLength(before);
    await request(url(1)).post('/dispatch/resume').expect(200);
    expect(await stage.arrived(CALLS, 30_000)).toHaveLength(CALLS);
    // A count may be twenty times as old as it took.
    const counted = await waitFor('the counts', async () => {
      const { body: dispatch } = await request(url(0)).get('/dispatch').expect(200);
      return dispatch.waiting === 0 && dispatch.live === CALLS && dispatch;
    });
    expect(counted).toMatchObject({ state: 'running', paused_at: null });
  }, 60_000);
});

describe('one instance', () => {
  it('dials at the time that was asked for', async () => {
    stage = await openDispatchStage(1, { TWILIO_CPS: String(CPS) });
    const at = inMs(4_000);
    const { body } = await request(url())
      .post('/calls/outbound')
      .send({ ...callBody(), scheduled_at: at.toISOString() })
      .expect(202);
    expect(body).toMatchObject({ status: 'queued', twilio_sid: null, waiting: { for: 'time' } });
    await stage.arrived(1, 20_000);
    const late = Date.now() - at.getTime();
    expect(stage.arrivals.map(({ callId }) => callId)).toEqual([body.call_id]);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(5_000);
  }, 30_000);

  it('keeps to the number of calls that may go on', async () => {
    stage = await openDispatchStage(1, { TWILIO_CPS: '50', MAX_CONCURRENT_CALLS: '4' });
    await stage.store(Array.from({ length: 10 }, () => waitingCall()));
    await stage.arrived(4, 15_000);
    await new Promise((done) => setTimeout(done, 2_000));
    expect(stage.arrivals).toHaveLength(4);
  }, 30_000);

  it('makes at most one query a second while there is nothing to do', async () => {
    stage = await openDispatchStage(1, { MONGO_URI: monitoredUri() });
    await new Promise((done) => setTimeout(done, 3_000));
    let commands: string[] = [];
    const client = stage.apps[0]?.connection.getClient();
    client?.on('commandStarted', ({ commandName, command }) =>
      commands.push(`${commandName} ${command[commandName]}`),
    );
    commands = [];
    const SECONDS = 12;
    await new Promise((done) => setTimeout(done, SECONDS * 1_000));
    expect(commands.length).toBeGreaterThan(5);
    expect(commands.length).toBeLessThanOrEqual(SECONDS);
  }, 60_000);
});

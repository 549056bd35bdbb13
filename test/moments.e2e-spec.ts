import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import request from 'supertest';
import { callBody } from './support/factories.js';
import { postWebhook } from './support/webhook.js';
import { startStubbedApp, type StubbedApp } from './support/stub-twilio.js';

let stub: StubbedApp;

beforeAll(async () => {
  stub = await startStubbedApp();
  await request(stub.running.url).post('/calls/outbound').send(callBody()).expect(201);
}, 30_000);
afterAll(() => stub.close());

const http = () => request(stub.running.url);
const two = (n: number): string => String(n).padStart(2, '0');

/** Times as RFC 3339 writes them, most often at the edges of what there is. */
const time = fc
  .record({
    year: fc.oneof(
      fc.constantFrom(0, 1, 2, 99, 1969, 1970, 2026, 9998, 9999),
      fc.integer({ min: 0, max: 9999 }),
    ),
    day: fc.constantFrom('01-01', '02-28', '12-31'),
    hour: fc.constantFrom(0, 11, 23),
    fraction: fc.constantFrom('', '.0', '.999', '.999999999'),
    offset: fc.oneof(
      fc.constantFrom('Z', 'z', '+00:00', '-23:59', '+23:59'),
      fc.tuple(fc.constantFrom('+', '-'), fc.nat(14)).map(([sign, hours]) => `${sign}${two(hours)}:00`),
    ),
  })
  .map(({ year, day, hour, fraction, offset }) => {
    const minutes = hour === 0 ? '00:00' : '59:59';
    return `${String(year).padStart(4, '0')}-${day}T${two(hour)}:${minutes}${fraction}${offset}`;
  });

const milliseconds = fc.oneof(
  fc.constantFrom(0, 1, Date.UTC(10_000, 0, 1) - 1, Date.UTC(10_000, 0, 1), 8.64e15, 999_999_999_999_999),
  fc.nat({ max: 999_999_999_999_999 }),
);
const cursor = fc
  .tuple(milliseconds, fc.uuid())
  .map(([ms, id]) => Buffer.from(`${ms}.${id}`).toString('base64url'));

const statusOf = async (query: object): Promise<number> => (await http().get('/calls').query(query)).status;

describe('a moment from a client', () => {
  it.each([
    [{ from: '0000-01-01T00:00:00Z' }, 'from'],
    [{ from: '0001-01-01T00:00:00+14:00' }, 'from'],
    [{ until: '1970-01-01T00:00:00+00:01' }, 'until'],
    [{ until: '9999-12-31T23:59:59-00:01' }, 'until'],
  ])('that no database keeps is refused: %j', async (query, field) => {
    const detail = `Invalid ${field}: must be a time of the years 1970 to 9999, in UTC`;
    await http().get('/calls').query(query).expect(400, { detail });
  });

  it('is refused in a cursor and in a plan too', async () => {
    const forged = Buffer.from('999999999999999.7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11').toString('base64url');
    await http()
      .get('/calls')
      .query({ cursor: forged })
      .expect(400, { detail: 'Invalid cursor: must be a next_cursor of an earlier answer' });
    await http()
      .post('/calls/outbound')
      .send({ ...callBody(), expires_at: '9999-12-31T23:59:59-12:00' })
      .expect(400, { detail: 'Invalid expires_at: must be a time of the years 1970 to 9999, in UTC' });
  });

  it('never leads to a 500, whatever it is', async () => {
    const query = fc.record({ from: time, until: time, cursor }, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(query, async (given) => {
        expect([200, 400]).toContain(await statusOf(given));
      }),
      { numRuns: 150 },
    );
  });

  it('never leads to a 500 in a plan', async () => {
    const plan = fc.record({ scheduled_at: time, expires_at: time }, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(plan, async (given) => {
        const answer = await http()
          .post('/calls/outbound')
          .send({ ...callBody(), ...given });
        expect([201, 202, 400]).toContain(answer.status);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a moment that Twilio tells', () => {
  it.each([
    'Wed, 31 Dec 1969 23:59:59 +0000',
    'Fri, 31 Dec 9999 23:59:59 -1200',
    'Sat, 13 Sep 275760 00:00:00 +0000',
    '-271821-04-20T00:00:00Z',
    'Thu, 01 Jan 1970 00:00:00 +1400',
  ])('that no database keeps counts as not told: %s', async (moment) => {
    const placed = await http().post('/calls/outbound').send(callBody()).expect(201);
    const { call_id: id, twilio_sid: sid } = placed.body as { call_id: string; twilio_sid: string };
    const at = `?call_id=${id}&attempt=1`;
    const status = { CallSid: sid, CallStatus: 'completed', Timestamp: moment, SequenceNumber: '3' };
    await postWebhook(stub.running, `/twilio/status${at}`, status).expect(200);
    const recording = { CallSid: sid, RecordingSid: `RE${sid.slice(2)}`, RecordingStatus: 'completed' };
    await postWebhook(stub.running, `/twilio/recording${at}`, {
      ...recording,
      RecordingStartTime: moment,
    }).expect(200);
    const { body } = await http().get(`/calls/${id}`).expect(200);
    expect(body).toMatchObject({ status: 'completed', recordings: [{ started_at: null }] });
    expect(Math.abs(Date.now() - Date.parse((body as { ended_at: string }).ended_at))).toBeLessThan(60_000);
  });
});

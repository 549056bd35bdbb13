import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { faultsOf, inDays, office, read, retry } from '../testing/request-with-plan.js';

describe('the fields of a plan', () => {
  it('become one', async () => {
    const [scheduled_at, expires_at] = [inDays(1), inDays(20)];
    const metadata = { clinic: 'north', 'a.b-c_D1': '', toString: 'x', hasOwnProperty: '😀'.repeat(500) };
    const plan = await read({
      scheduled_at,
      calling_window: office,
      retry: { ...retry, delays: [60, 600] },
      machine_detection: 'enable',
      expires_at,
      priority: 9,
      metadata,
      campaign_id: 'spring_2026-1',
    });
    expect(plan).toEqual({
      scheduledAt: new Date(scheduled_at),
      window: { days: ['mon', 'fri'], start: '09:00', end: '17:30', timeZone: 'Europe/Berlin' },
      retry: { maxAttempts: 3, on: ['no-answer', 'busy'], delaysSeconds: [60, 600] },
      machineDetection: 'enable',
      expiresAt: new Date(expires_at),
      priority: 9,
      metadata,
      campaignId: 'spring_2026-1',
    });
  });

  it.each([
    {},
    { priority: 0, machine_detection: 'none' },
    {
      scheduled_at: null,
      calling_window: null,
      retry: null,
      expires_at: null,
      metadata: null,
      campaign_id: null,
    },
    { priority: null, machine_detection: null },
  ])('that are absent, null or their defaults are none: %j', async (fields) => {
    expect(await read(fields)).toBeUndefined();
  });

  it.each([
    [{ metadata: {} }, { metadata: {} }],
    [{ campaign_id: 'c' }, { campaignId: 'c' }],
    [{ calling_window: { ...office, end: '24:00' } }, { window: { end: '24:00' } }],
    [{ calling_window: { ...office, start: '22:00', end: '06:00' } }, { window: { end: '06:00' } }],
    [{ retry }, { retry: { delaySeconds: 300, backoff: 'fixed' } }],
    [
      { retry: { ...retry, delay_seconds: null, backoff: null, delays: null } },
      { retry: { delaySeconds: 300 } },
    ],
    [{ retry: { ...retry, delay_seconds: 0 } }, { retry: { delaySeconds: 0, backoff: 'fixed' } }],
    [
      { retry: { ...retry, delay_seconds: 5, backoff: 'exponential' } },
      { retry: { delaySeconds: 5, backoff: 'exponential' } },
    ],
    [{ retry: { max_attempts: 1, on: ['voicemail'] }, machine_detection: 'detect_message_end' }, {}],
  ])('may be as few as %j', async (fields, expected) => {
    expect(await read(fields)).toMatchObject({
      machineDetection: expect.any(String),
      priority: 0,
      ...expected,
    });
  });

  it('take a time in any offset and case', async () => {
    const moment = new Date(Math.floor(Date.now() / 1000) * 1000 + 86_400_000);
    const local = new Date(moment.getTime() + 5.5 * 3_600_000).toISOString().slice(0, 19);
    expect((await read({ scheduled_at: `${local.toLowerCase()}+05:30` }))?.scheduledAt).toEqual(moment);
    expect((await read({ scheduled_at: moment.toISOString().toLowerCase() }))?.scheduledAt).toEqual(moment);
  });
});

const TIME = 'must be an RFC 3339 time, such as 2026-01-02T03:04:05Z';
const DAYS = 'must be a list of one or more of mon, tue, wed, thu, fri, sat, sun, each at most once';
const ZONE = 'must be an IANA time zone, such as Europe/Berlin';
const ON = 'must be a list of one or more of no-answer, busy, failed, voicemail, each at most once';
const DELAYS = 'must be a list of 1 to 9 integers between 0 and 604800';
const ALONE = 'must be left out where delays is given';
const METADATA =
  'must be an object of at most 16 strings of at most 500 characters, each under a key of 1 to 40 of A-Za-z0-9_.-';
const many = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, 'v']));

describe('a field that is wrong in itself is refused by its path', () => {
  it.each([
    ['scheduled_at', '2026-01-02', TIME],
    ['scheduled_at', '2026-01-02T03:04:05', TIME],
    ['scheduled_at', 1767323045000, TIME],
    ['expires_at', 'soon', TIME],
    ['calling_window', 'always', 'must be an object'],
    ['calling_window', [office], 'must be an object'],
    ['calling_window', [], 'must be an object'],
    ['retry', 3, 'must be an object'],
    ['retry', [retry], 'must be an object'],
    ['machine_detection', 'yes', 'must be one of none, enable, detect_message_end'],
    ['priority', 10, 'must be an integer between 0 and 9'],
    ['priority', '1', 'must be an integer between 0 and 9'],
    ['campaign_id', '', 'must be 1 to 64 of A-Za-z0-9_-'],
    ['campaign_id', 'a b', 'must be 1 to 64 of A-Za-z0-9_-'],
    ['campaign_id', 'x'.repeat(65), 'must be 1 to 64 of A-Za-z0-9_-'],
    ['metadata', [], METADATA],
    ['metadata', 'x', METADATA],
    ['metadata', { a: 1 }, METADATA],
    ['metadata', { a: { b: 'c' } }, METADATA],
    ['metadata', { '': 'x' }, METADATA],
    ['metadata', { 'a b': 'x' }, METADATA],
    ['metadata', { $gt: 'x' }, METADATA],
    ['metadata', { ['k'.repeat(41)]: 'x' }, METADATA],
    ['metadata', { a: 'x'.repeat(501) }, METADATA],
    ['metadata', many(17), METADATA],
    ['metadata', { a: 'x\u001B' }, 'must not contain control characters other than tabs and line breaks'],
  ])('%s %j', async (field, value, rule) => {
    expect(await faultsOf({ [field]: value })).toEqual([`${field}: ${rule}`]);
  });

  it.each([
    [{ days: [] }, `days: ${DAYS}`],
    [{ days: ['mon', 'mon'] }, `days: ${DAYS}`],
    [{ days: ['Mon'] }, `days: ${DAYS}`],
    [{ days: 'mon' }, `days: ${DAYS}`],
    [{ days: { 0: 'mon' } }, `days: ${DAYS}`],
    [{ days: undefined }, `days: is required and ${DAYS}`],
    [{ start: '9:00' }, 'start: must be a time of day HH:MM, from 00:00 to 23:59'],
    [{ start: '24:00' }, 'start: must be a time of day HH:MM, from 00:00 to 23:59'],
    [{ start: 900 }, 'start: must be a time of day HH:MM, from 00:00 to 23:59'],
    [{ end: '24:01' }, 'end: must be a time of day HH:MM, from 00:00 to 24:00'],
    [{ end: '09:60' }, 'end: must be a time of day HH:MM, from 00:00 to 24:00'],
    [{ end: '09:00' }, 'end: must differ from start; a whole day is 00:00 to 24:00'],
    [{ time_zone: undefined }, `time_zone: is required and ${ZONE}`],
    [{ time_zone: 'Europe/Atlantis' }, `time_zone: ${ZONE}`],
    [{ time_zone: '+01:00' }, `time_zone: ${ZONE}`],
    [{ holidays: true }, 'holidays: unknown field'],
  ])('calling_window with %j', async (changes, fault) => {
    expect(await faultsOf({ calling_window: { ...office, ...changes } })).toEqual([
      `calling_window.${fault}`,
    ]);
  });

  it.each([
    [{ max_attempts: 0 }, ['max_attempts: must be an integer between 1 and 10']],
    [{ max_attempts: undefined }, ['max_attempts: must be an integer between 1 and 10']],
    [{ on: [] }, [`on: ${ON}`]],
    [{ on: ['completed'] }, [`on: ${ON}`]],
    [{ on: undefined }, [`on: is required and ${ON}`]],
    [{ delays: [] }, [`delays: ${DELAYS}`]],
    [{ delays: [1.5] }, [`delays: ${DELAYS}`]],
    [{ delays: ['60'] }, [`delays: ${DELAYS}`]],
    [{ delays: [604801] }, [`delays: ${DELAYS}`]],
    [{ delays: Array(10).fill(1) }, [`delays: ${DELAYS}`]],
    [{ delays: [60, 60, 60] }, ['delays: must be at most max_attempts - 1 delays']],
    [{ max_attempts: 1, delays: [60] }, ['delays: must be at most max_attempts - 1 delays']],
    [{ delay_seconds: -1 }, ['delay_seconds: must be an integer between 0 and 604800']],
    [{ backoff: 'linear' }, ['backoff: must be one of fixed, exponential']],
    [{ delays: [1], delay_seconds: 1, backoff: 'fixed' }, [`delay_seconds: ${ALONE}`, `backoff: ${ALONE}`]],
  ])('retry with %j', async (changes, faults) => {
    expect(await faultsOf({ retry: { ...retry, ...changes } })).toEqual(
      faults.map((fault) => `retry.${fault}`),
    );
  });

  it.each(['__proto__', 'constructor', 'prototype'])('metadata with the key %s', async (key) => {
    const metadata: unknown = JSON.parse(`{"${key}":"x"}`);
    expect(await faultsOf({ metadata })).toEqual([`${key}: unknown field`]);
  });
});

it('is a plan or a refusal, never anything else, whatever is sent', async () => {
  const names = [
    'scheduled_at',
    'calling_window',
    'retry',
    'machine_detection',
    'expires_at',
    'priority',
    'metadata',
  ];
  const nested = fc.dictionary(
    fc.constantFrom('days', 'start', 'end', 'time_zone', 'on', 'delays', 'max_attempts'),
    fc.jsonValue(),
  );
  const value = fc.oneof(
    fc.jsonValue(),
    nested,
    fc.constantFrom<object>(office, retry),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), value), async (fields) => {
      const faults = await faultsOf(JSON.parse(JSON.stringify(fields)) as object);
      expect(faults.every((fault) => /^\w[\w.]*: ./.test(fault) || fault.includes('unknown field'))).toBe(
        true,
      );
    }),
    { numRuns: 500 },
  );
});

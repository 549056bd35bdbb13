import { expect, it } from '@jest/globals';
import { newQueuedCall } from '../calls/model/call.js';
import { toDispatchDto, toQueuePageDto } from './dispatch.mapper.js';
import type { DispatcherRecord } from './dispatcher-record.js';

const retryAt = new Date('2026-02-03T04:05:06.789Z');
const overviewOf = (changes: Partial<DispatcherRecord>) => ({
  record: { term: 't', beat: 1, now: retryAt, faults: 0, ...changes },
  callsPerSecond: 1,
  waiting: 3,
  live: 0,
});

it('says why it is tripped, in Twilio’s words and in ours', () => {
  const refusal = { code: '20003', message: 'Authenticate' };
  expect(toDispatchDto(overviewOf({ tripped: { retryAt, refusal } }))).toMatchObject({
    state: 'tripped',
    retry_at: retryAt,
    reason: refusal,
    explanations: [{ kind: 'twilio', code: '20003', fix: expect.stringContaining('TWILIO_AUTH_TOKEN') }],
  });
  for (const changes of [{}, { tripped: { retryAt } }])
    expect(toDispatchDto(overviewOf(changes))).toMatchObject({ reason: null, explanations: [] });
});

it('says who leads, and since when, while somebody does', () => {
  const leader = { name: 'atlas-1', since: retryAt };
  expect(toDispatchDto(overviewOf({ leader }))).toMatchObject({ leader });
  expect(toDispatchDto(overviewOf({ leader, term: null }))).toMatchObject({ leader: null });
});

it('says whether it dials, and how much at once', () => {
  expect(toDispatchDto(overviewOf({}))).toMatchObject({
    state: 'running',
    paused_at: null,
    max_concurrent_calls: null,
  });
  const paused = { ...overviewOf({ pausedAt: retryAt }), maxConcurrentCalls: 5 };
  expect(toDispatchDto(paused)).toMatchObject({
    state: 'paused',
    paused_at: retryAt,
    max_concurrent_calls: 5,
  });
});

it('says of a call which campaign it is of, and when it ends undialled', () => {
  const request = { to: '+14155550123', userExternalId: 'ada', recordingEnabled: true };
  const plan = { machineDetection: 'none' as const, priority: 3, campaignId: 'spring' };
  const planned = newQueuedCall({ ...request, plan }, { dueAt: new Date(0), why: 'time' });
  const plain = newQueuedCall(request, { dueAt: new Date(0), why: 'time' });
  const { wait: _wait, ...taken } = plain;
  const expiring = { ...planned, wait: { ...planned.wait!, expiresAt: retryAt } };
  const page = { total: 3, page: 1, pageSize: 10, heldUp: null, data: [expiring, plain, taken] };
  expect(toQueuePageDto(page).data).toMatchObject([
    { priority: 3, campaign_id: 'spring', expires_at: retryAt },
    { campaign_id: null },
    { expires_at: null, waiting: { for: 'pace', until: null } },
  ]);
});

it('says what a call waits for: its own reason until it is due, then what holds up all', () => {
  const request = { to: '+14155550123', userExternalId: 'ada', recordingEnabled: true };
  const due = newQueuedCall(request, { dueAt: new Date(0), why: 'time' });
  const later = newQueuedCall(request, { dueAt: new Date(Date.now() + 60_000), why: 'retry' });
  const page = { total: 2, page: 1, pageSize: 10, data: [due, later] };
  expect(toQueuePageDto({ ...page, heldUp: 'pause' })).toMatchObject({
    total: 2,
    data: [{ priority: 5, waiting: { for: 'pause', until: null } }, { waiting: { for: 'retry' } }],
  });
  expect(toQueuePageDto({ ...page, heldUp: null }).data[0]?.waiting).toEqual({ for: 'pace', until: null });
});

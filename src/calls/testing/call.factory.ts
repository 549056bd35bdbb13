import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { type Call, type CallRequest, newAttempt, newQueuedCall } from '../model/call.js';
import type { CallEvent } from '../model/call-event.js';
import { CALL_STATUSES, callRank } from '../model/call-status.js';

export const someSid = (): string => `CA${randomBytes(16).toString('hex')}`;

/** One that Twilio was just asked to dial. */
export const someCall = (changes: Partial<CallRequest> = {}, createdAt = new Date()): Call => {
  const request = { to: '+14155550123', userExternalId: 'customer-1', recordingEnabled: true, ...changes };
  const queued = newQueuedCall(request, { dueAt: createdAt, why: 'pace' }, { now: createdAt });
  const { wait: _wait, steps: _steps, ...call } = queued;
  const attempt = newAttempt(1, createdAt);
  return { ...call, rank: callRank(1, attempt.rank ?? 0), attempts: [attempt] };
};

export const someEvent = (changes: Partial<CallEvent> = {}): CallEvent => ({
  key: randomBytes(8).toString('hex'),
  source: 'callback',
  kind: 'status',
  receivedAt: new Date('2026-03-04T05:06:07.890Z'),
  params: {},
  ...changes,
});

const moment = fc.date({
  min: new Date('2026-01-01T00:00:00.000Z'),
  max: new Date('2026-01-01T01:00:00.000Z'),
  noInvalidDate: true,
});
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

/** Any event that an attempt may meet, conflicting ends and answers to wishes among them; keys repeat now and then. */
export const anyEvent: fc.Arbitrary<CallEvent> = fc
  .record({
    key: fc.integer({ min: 0, max: 30 }).map(String),
    from: fc.constantFrom(
      { source: 'callback' as const, kind: 'status' as const },
      { source: 'callback' as const, kind: 'voice' as const },
      { source: 'api' as const, kind: 'status' as const },
      { source: 'api' as const, kind: 'hangup' as const },
      { source: 'api' as const, kind: 'cancel' as const },
      { source: 'api' as const, kind: 'gone' as const },
      { source: 'api' as const, kind: 'found' as const },
    ),
    status: maybe(fc.constantFrom(...CALL_STATUSES.filter((each) => each !== 'queued'))),
    occurredAt: maybe(moment),
    receivedAt: moment,
    durationSeconds: maybe(fc.nat(600)),
    direction: maybe(fc.constantFrom('outbound-api', 'outbound-dial')),
    answeredBy: maybe(fc.constantFrom('human', 'machine_start', 'unknown')),
    sipCode: maybe(fc.constantFrom(200, 486, 487)),
    params: fc.constant({}),
  })
  .map(({ from, ...event }) => ({
    ...event,
    ...from,
    ...(from.kind === 'gone' && { status: 'failed' as const }),
    key: `${event.key}:${event.status ?? ''}:${from.source}:${from.kind}`,
  }));

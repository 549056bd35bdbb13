import { describe, expect, it } from '@jest/globals';
import { feedbackOn } from '../../feedback/testing/feedback.factory.js';
import { toCallDto } from './call.mapper.js';
import { newQueuedCall } from '../model/call.js';
import { foldEvents } from '../model/call-event.js';
import { callRank, rankOf } from '../model/call-status.js';
import { goneNews } from '../news/call-news.js';
import { someCall, someEvent, someSid } from '../testing/call.factory.js';

describe('a call as clients see it', () => {
  const call = someCall();
  const [attempt] = call.attempts;
  const shown = (changes: object) =>
    toCallDto({
      call: { ...call, attempts: [{ ...attempt!, ...changes }] },
      userId: 'customer-1',
      recordings: [],
      feedback: null,
    });

  it('has the price of its last attempt as Twilio wrote it, and null until Twilio has', () => {
    const priced = { price: '-0.01300', price_unit: 'USD' };
    const dto = shown({ price: '-0.01300', priceUnit: 'USD' });
    expect(dto).toMatchObject({ ...priced, attempts: [priced] });
    const unpriced = { price: null, price_unit: null };
    expect(shown({})).toMatchObject({ ...unpriced, attempts: [unpriced] });
    const waiting = { call: { ...call, attempts: [] }, userId: 'x', recordings: [], feedback: null };
    expect(toCallDto(waiting)).toMatchObject(unpriced);
  });

  it('has its feedback, under the last SID that is known, or its id while none is', () => {
    const [first, second] = [someSid(), someSid()];
    const withSids = (...sids: (string | undefined)[]) => {
      const attempts = sids.map((sid, at) => ({ ...attempt!, n: at + 1, sid }));
      const details = { call: { ...call, attempts }, userId: 'x', recordings: [] };
      return toCallDto({ ...details, feedback: feedbackOn(call.id) }).feedback?.call_sid;
    };
    expect([withSids(first, second, undefined), withSids(first), withSids(undefined), withSids()]).toEqual([
      second,
      first,
      call.id,
      call.id,
    ]);
    expect(shown({}).feedback).toBeNull();
  });

  it('says why and when it ended where Twilio knows it no more, and takes that back where it does again', () => {
    const gone = goneNews(someSid());
    const failed = {
      status: 'failed',
      ended_at: gone.receivedAt,
      failure_reason: { code: '20404', message: expect.stringContaining('does not know the call any more') },
      explanations: [expect.objectContaining({ kind: 'twilio', code: '20404', fix: expect.any(String) })],
    };
    const submission = 'accepted';
    const dto = shown({ submission, ...foldEvents([gone]) });
    expect(dto).toMatchObject({ ended_at: failed.ended_at, failure_reason: failed.failure_reason });
    expect(dto.attempts).toMatchObject([failed]);
    const again = someEvent({ source: 'api', kind: 'found', status: 'in-progress' });
    expect(shown({ submission, ...foldEvents([gone, again]) })).toMatchObject({
      ended_at: null,
      failure_reason: null,
      explanations: [],
    });
  });

  it('has all that is known of its attempt, and null for what is not', () => {
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
    const sid = someSid();
    const events = [
      ...[
        someEvent({ status: 'ringing', occurredAt: at(1) }),
        someEvent({ status: 'in-progress', occurredAt: at(2) }),
      ],
      someEvent({
        ...{ status: 'completed', occurredAt: at(9), durationSeconds: 7, sipCode: 200 },
        ...{ direction: 'outbound-api', answeredBy: 'human' },
      }),
    ];
    const known = {
      ...{ submission: 'accepted', status: 'completed', duration: 7, direction: 'outbound-api' },
      ...{ started_at: at(1), answered_at: at(2), ended_at: at(9), answered_by: 'human', sip_code: 200 },
      ...{ price: null, price_unit: null, failure_reason: null, explanations: [] },
    };
    const dto = shown({ sid, submission: 'accepted', ...foldEvents(events) });
    const created_at = call.createdAt;
    expect(dto.attempts).toEqual([{ n: 1, sid, created_at, ...known }]);
    const blank = { started_at: null, answered_at: null, ended_at: null, duration: null, direction: null };
    const unknown = { ...blank, answered_by: null, sip_code: null, failure_reason: null };
    expect(shown({})).toMatchObject({ ...unknown, twilio_sid: null, attempts: [{ sid: null, ...unknown }] });
  });

  it('says what was asked for, and null for what was not', () => {
    const details = { userId: 'u', recordings: [], feedback: null };
    const asked = { content: { kind: 'say' as const, text: 'Hello.' }, ringSeconds: 20 };
    expect(toCallDto({ ...details, call: { ...call, ...asked } })).toMatchObject({
      ...{ call_id: call.id, version: 1, user_id: 'u', user_external_id: 'customer-1', to_number: call.to },
      ...{ script: 'Hello.', ring_timeout: 20, recording_enabled: true, status: 'initiated' },
    });
    expect(toCallDto({ ...details, call })).toMatchObject({ script: null, ring_timeout: null });
  });

  it('is pending while it was not dialled, and says what it waits for', () => {
    const request = { to: '+14155550123', userExternalId: 'customer-1', recordingEnabled: true };
    const waitsFor = (dueInMs: number, heldUp?: 'pause') => {
      const dueAt = new Date(Date.now() + dueInMs);
      const waiting = newQueuedCall(request, { dueAt, why: 'time' });
      const details = { call: waiting, userId: 'u', recordings: [], feedback: null, heldUp };
      return { dueAt, dto: toCallDto(details) };
    };
    const { dueAt, dto } = waitsFor(60_000, 'pause');
    expect(dto).toMatchObject({
      ...{ submission: 'pending', status: 'initiated', attempts: [], explanations: [], twilio_sid: null },
      ...{ started_at: null, answered_at: null, ended_at: null, duration: null, direction: null },
      ...{ answered_by: null, sip_code: null, failure_reason: null },
      waiting: { for: 'time', until: dueAt },
    });
    expect(waitsFor(-1).dto.waiting).toEqual({ for: 'pace', until: null });
    expect(waitsFor(-1, 'pause').dto.waiting).toEqual({ for: 'pause', until: null });
    expect(shown({}).waiting).toBeNull();
  });

  it('says why and when it ended while it waited, and nothing of that where an attempt was its end', () => {
    const over = { code: 'canceled', message: 'No more', at: new Date('2026-01-02T00:00:00.000Z') };
    const ended = { ended_at: over.at, failure_reason: { code: 'canceled', message: 'No more' } };
    const details = { userId: 'u', recordings: [], feedback: null };
    const undialled = { ...call, attempts: [], over, rank: callRank(1, rankOf('canceled', 'atlas')) };
    expect(toCallDto({ ...details, call: undialled })).toMatchObject(ended);
    const busy = {
      ...attempt!,
      submission: 'accepted' as const,
      ...foldEvents([someEvent({ status: 'busy' })]),
    };
    const again = { ...call, attempts: [busy], over, rank: callRank(2, rankOf('canceled', 'atlas')) };
    expect(toCallDto({ ...details, call: again })).toMatchObject({ status: 'canceled', ...ended });
    const byAttempt = { ...again, rank: callRank(1, busy.rank!) };
    expect(toCallDto({ ...details, call: byAttempt })).toMatchObject({
      ...{ status: 'busy', ended_at: busy.endedAt, failure_reason: null },
    });
  });

  it('says why an attempt was not dialled, until it turns out that it was', () => {
    const reason = { code: '21217', message: 'No phone number' };
    const failure_reason = reason;
    const explanations = [expect.objectContaining({ kind: 'twilio', code: '21217' })];
    expect(shown({ submission: 'refused', reason })).toMatchObject({ failure_reason, explanations });
    expect(shown({ submission: 'accepted', reason })).toMatchObject({
      failure_reason: null,
      explanations: [],
    });
    expect(shown({ submission: 'accepted', errorCode: 11200 }).explanations).toMatchObject([
      { code: '11200' },
    ]);
  });
});

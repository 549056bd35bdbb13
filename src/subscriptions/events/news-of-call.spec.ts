import { describe, expect, it } from '@jest/globals';
import { type Call, newAttempt, newQueuedCall } from '../../calls/model/call.js';
import { callRank, rankOf } from '../../calls/model/call-status.js';
import type { OutboxEntry, OutboxNews } from '../../calls/model/outbox-entry.js';
import type { Said } from '../../calls/model/said.js';
import { EVENT_PATTERNS, EVENT_TYPES, type EventType, isAskedFor } from './event-types.js';
import { newsOfCall } from './news-of-call.js';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const request = { to: '+14155550123', userExternalId: 'customer-1', recordingEnabled: true };

const callAt = (rank: number, changes: Partial<Call> = {}): Call => ({
  ...newQueuedCall(request, { dueAt: at(0), why: 'pace' }, { now: at(0) }),
  attempts: [{ ...newAttempt(1, at(1)), sid: 'CA1', rank }],
  rank: callRank(1, rank),
  ...changes,
});
const entries = (...news: OutboxNews[]): OutboxEntry[] => news.map((each, i) => ({ at: at(i), ...each }));
const told = (
  status: Parameters<typeof rankOf>[0],
  source: Parameters<typeof rankOf>[1] = 'callback',
): OutboxNews => ({
  kind: 'told',
  n: 1,
  rank: rankOf(status, source),
});
const typesOf = (call: Call, news: OutboxNews[], said?: Said) =>
  newsOfCall({ call, entries: entries(...news), ...(said && { said }) });

describe('what is told of a call', () => {
  it('is each thing that happened to it, numbered, and its end', () => {
    const call = callAt(rankOf('completed', 'callback'));
    const news = [
      { kind: 'created' as const },
      { kind: 'dialling' as const, n: 1 },
      ...[told('ringing'), told('in-progress'), told('completed')],
      { kind: 'recording' as const, sid: 'RE1', status: 'completed' as const },
    ];
    const { news: events, said } = typesOf(call, news);
    expect(events.map(({ type }) => type)).toEqual([
      ...['call.created', 'attempt.started', 'attempt.ringing', 'attempt.answered', 'attempt.ended'],
      ...['recording.completed', 'call.ended'],
    ]);
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(said).toMatchObject({ count: 7, ended: 'completed' });
    expect(JSON.parse(events[4]!.body)).toEqual({
      type: 'attempt.ended',
      timestamp: at(4).toISOString(),
      data: {
        call_id: call.id,
        to: '+14155550123',
        user_id: 'customer-1',
        campaign_id: null,
        metadata: null,
        sequence: 5,
        attempt: 1,
        call_sid: 'CA1',
        status: 'completed',
        answered_by: null,
        duration: null,
        sip_code: null,
        reason: null,
      },
    });
  });

  it('is the same, by the same ids, when it is found out again', () => {
    const call = callAt(rankOf('busy', 'callback'));
    const found = { call, entries: entries({ kind: 'created' }, told('busy')) };
    expect(newsOfCall(found)).toEqual(newsOfCall(found));
  });

  it('goes on where it ended, and never backwards or twice', () => {
    const call = callAt(rankOf('completed', 'callback'));
    const first = typesOf(call, [told('completed')]);
    const again = typesOf(call, [told('ringing'), told('completed', 'api'), told('completed')], first.said);
    expect(again.news).toEqual([]);
    const rated = typesOf(call, [{ kind: 'rated' }], again.said);
    expect(rated.news.map(({ type, sequence }) => [type, sequence])).toEqual([['feedback.given', 3]]);
  });

  it('tells an end again that Twilio corrects', () => {
    const { said } = typesOf(callAt(rankOf('failed', 'callback')), [told('failed')]);
    const { news: events } = typesOf(callAt(rankOf('completed', 'api')), [told('completed', 'api')], said);
    expect(events.map(({ type }) => type)).toEqual(['attempt.ended', 'call.ended']);
    expect(JSON.parse(events[1]!.body)).toMatchObject({ data: { status: 'completed' } });
  });

  it('tells that a recording is complete once', () => {
    const call = callAt(rankOf('in-progress', 'callback'));
    const recorded: OutboxNews = { kind: 'recording', sid: 'RE1', status: 'completed' };
    const { news: events, said } = typesOf(call, [recorded, recorded]);
    expect(events.map(({ type }) => type)).toEqual(['recording.completed']);
    expect(typesOf(call, [recorded], said).news).toEqual([]);
  });

  it('says why a call was never dialled, and why it is over', () => {
    const reason = { code: '21217', message: 'No phone number' };
    const call = callAt(rankOf('failed', 'atlas'), { over: { ...reason, at: at(7) } });
    const { news: events } = typesOf(call, [
      { ...(told('failed', 'atlas') as object), reason } as OutboxNews,
    ]);
    expect(events.map(({ body }) => (JSON.parse(body) as { data: object }).data)).toMatchObject([
      { status: 'failed', reason },
      { status: 'failed', attempts: 1, reason },
    ]);
  });
});

describe('an endpoint', () => {
  it('is told of what it asks for', () => {
    expect(isAskedFor(['call.*'], 'call.ended')).toBe(true);
    expect(isAskedFor(['call.ended'], 'call.created')).toBe(false);
    expect(isAskedFor(['call.*'], 'recording.completed')).toBe(false);
    const all = Object.keys(EVENT_TYPES) as EventType[];
    expect(all.filter((type) => !isAskedFor(['*'], type))).toEqual([]);
    expect(EVENT_PATTERNS).toEqual(expect.arrayContaining(['*', 'call.*', 'attempt.*', 'feedback.given']));
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answeredAtOf, durationOf, endedAtOf } from './attempt-times.js';
import { foldEvents, statusOf, tellsEnd } from './call-event.js';
import {
  CALL_STATUSES,
  callRank,
  callRanksOf,
  GONE_RANK,
  isFinal,
  MOST_ATTEMPTS,
  parseTwilioStatus,
  rankOf,
  rankOfAnswer,
  rankOfFound,
  restingRank,
  statusOfCallRank,
  statusOfRank,
} from './call-status.js';
import { anyEvent, someEvent } from '../testing/call.factory.js';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const told = (...statuses: (typeof CALL_STATUSES)[number][]) =>
  statusOf(foldEvents(statuses.map((status) => someEvent({ status }))));

describe('the fold of events', () => {
  it('depends neither on order nor on repetition', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyEvent, { maxLength: 15 })
          .chain((events) =>
            fc.tuple(
              fc.constant(events),
              fc.shuffledSubarray(events, { minLength: events.length }),
              fc.subarray(events),
            ),
          ),
        ([events, shuffled, repeated]) => {
          expect(foldEvents([...shuffled, ...repeated])).toEqual(foldEvents(events));
        },
      ),
    );
  });

  it('never moves a status backwards', () => {
    const order = (status: (typeof CALL_STATUSES)[number]) =>
      isFinal(status) ? 4 : ['queued', 'initiated', 'ringing', 'in-progress'].indexOf(status);
    // That Twilio knows a call again takes an end back, and nothing else does.
    const lasting = anyEvent.filter(({ kind }) => kind !== 'gone' && kind !== 'found');
    fc.assert(
      fc.property(fc.array(lasting), lasting, (events, next) => {
        const before = statusOf(foldEvents(events));
        const after = statusOf(foldEvents([...events, next]));
        expect(order(after)).toBeGreaterThanOrEqual(order(before));
      }),
    );
  });

  it('starts as initiated and ends as Twilio says, however late the rest comes', () => {
    expect(told()).toBe('initiated');
    expect(told('completed', 'ringing', 'initiated', 'in-progress')).toBe('completed');
    expect(told('busy', 'in-progress')).toBe('busy');
  });

  it.each([
    ['canceled', 'failed'],
    ['failed', 'no-answer'],
    ['no-answer', 'busy'],
    ['busy', 'completed'],
  ] as const)('believes %s less than %s, whichever came first', (less, more) => {
    expect([told(less, more), told(more, less)]).toEqual([more, more]);
    for (const source of ['atlas', 'callback', 'api'] as const)
      expect(rankOf(less, source)).toBeLessThan(rankOf(more, source));
  });

  it('believes the REST answer before a callback, and any word of Twilio before our own guess', () => {
    const callback = someEvent({ status: 'completed', durationSeconds: 9 });
    const rest = someEvent({ source: 'api', status: 'busy', durationSeconds: 0 });
    const guess = someEvent({ source: 'atlas', status: 'failed' });
    expect(statusOf(foldEvents([callback, rest]))).toBe('busy');
    expect(durationOf(foldEvents([callback, rest]))).toBe(0);
    expect(statusOf(foldEvents([guess]))).toBe('failed');
    for (const status of CALL_STATUSES.filter((each) => each !== 'queued')) {
      expect(statusOf(foldEvents([guess, someEvent({ status })]))).toBe(status);
    }
  });

  it('takes what Twilio does not know any more for over, unless an end was told or it is known again', () => {
    const gone = someEvent({ source: 'api', kind: 'gone', status: 'failed' });
    const found = (status: (typeof CALL_STATUSES)[number]) =>
      statusOf(foldEvents([gone, someEvent({ source: 'api', kind: 'found', status })]));
    for (const status of ['initiated', 'ringing', 'in-progress'] as const) {
      expect(statusOf(foldEvents([someEvent({ status }), gone]))).toBe('failed');
      expect(found(status)).toBe(status);
    }
    for (const status of ['completed', 'busy', 'no-answer', 'canceled'] as const) {
      expect(statusOf(foldEvents([gone, someEvent({ status })]))).toBe(status);
      expect(statusOf(foldEvents([gone, someEvent({ status, source: 'api' })]))).toBe(status);
      expect(found(status)).toBe(status);
    }
    const denied = foldEvents([gone]);
    expect([denied.endedAt, endedAtOf(denied)]).toEqual([undefined, gone.receivedAt]);
    const known = someEvent({ source: 'api', kind: 'found', status: 'in-progress' });
    expect(endedAtOf(foldEvents([gone, known]))).toBeUndefined();
    expect(statusOfRank(foldEvents([gone]).rank!)).toBe('failed');
    expect(callRanksOf('failed')).toContain(callRank(2, foldEvents([gone]).rank!));
  });

  it('takes what Twilio answers to a wish for a plan: any end that it tells is believed, whatever comes when', () => {
    const ended = CALL_STATUSES.filter(isFinal);
    const answer = fc.record({
      source: fc.constant('api' as const),
      kind: fc.constantFrom('hangup' as const, 'cancel' as const),
      status: fc.constantFrom('completed' as const, 'canceled' as const),
      endedAt: fc.constant(at(1)),
      durationSeconds: fc.constant(600),
    });
    const other = fc.record({
      source: fc.constantFrom('api' as const, 'callback' as const),
      kind: fc.constant('status' as const),
      status: fc.constantFrom('ringing' as const, 'in-progress' as const),
    });
    const end = fc.record({
      source: fc.constantFrom('api' as const, 'callback' as const),
      kind: fc.constant('status' as const),
      status: fc.constantFrom(...ended),
      occurredAt: fc.constant(at(9)),
      endedAt: fc.constant(at(9)),
      durationSeconds: fc.constant(7),
    });
    const stories = fc
      .tuple(fc.array(fc.oneof(answer, other), { minLength: 1 }), end)
      .chain(([before, last]) =>
        fc.tuple(fc.constant(last), fc.shuffledSubarray([...before, last], { minLength: before.length + 1 })),
      );
    fc.assert(
      fc.property(stories, ([last, events]) => {
        const state = foldEvents(events.map((each) => someEvent(each)));
        expect(state).toMatchObject({ rank: rankOf(last.status, last.source), endedAt: at(9) });
        expect(durationOf(state)).toBe(7);
      }),
    );
  });

  it('shows that plan until an end is told, and takes another answer for the end that it is', () => {
    const answered = (status: (typeof CALL_STATUSES)[number]) =>
      someEvent({ source: 'api', kind: 'hangup', status });
    for (const status of ['completed', 'canceled'] as const) {
      const live = ['initiated', 'ringing', 'in-progress'] as const;
      const events = live.map((each) => someEvent({ source: 'api', status: each }));
      expect(statusOf(foldEvents([answered(status), ...events]))).toBe(status);
      expect(tellsEnd(answered(status))).toBe(false);
      expect(callRanksOf(status)).toContain(callRank(2, foldEvents([answered(status)]).rank!));
    }
    expect(['busy', 'no-answer', 'in-progress'].map((each) => tellsEnd(answered(each as 'busy')))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('takes the first moment of each step', () => {
    const state = foldEvents([
      someEvent({ status: 'completed', occurredAt: at(9) }),
      someEvent({ status: 'in-progress', occurredAt: at(5) }),
      someEvent({ status: 'in-progress', occurredAt: at(4) }),
      someEvent({ status: 'in-progress', receivedAt: at(3), kind: 'voice' }),
      someEvent({ status: 'ringing', occurredAt: at(2) }),
    ]);
    expect(state).toMatchObject({ startedAt: at(2), answeredAt: at(4), endedAt: at(9) });
  });
});

describe('the moment of the answer', () => {
  it('is what was reported, or as long before the end as the call lasted, or not known', () => {
    const completed = someEvent({ status: 'completed', occurredAt: at(30), durationSeconds: 12 });
    const answered = someEvent({ status: 'in-progress', occurredAt: at(17) });
    expect(answeredAtOf(foldEvents([completed, answered]))).toEqual(at(17));
    expect(answeredAtOf(foldEvents([completed]))).toEqual(at(18));
    expect(answeredAtOf(foldEvents([someEvent({ status: 'busy', durationSeconds: 0 })]))).toBeUndefined();
  });
});

describe('a status and its rank', () => {
  it('lead to each other', () => {
    for (const status of CALL_STATUSES) {
      expect(statusOfRank(rankOf(status, 'callback'))).toBe(status);
      expect(callRanksOf(status)).toContain(callRank(3, rankOf(status, 'api')));
    }
    expect(() => statusOfRank(-2)).toThrow('No status has the rank -2');
  });

  it('of a call tell its status too, and rise from attempt to attempt', () => {
    const sources = ['callback', 'api'] as const;
    for (let n = 1; n <= MOST_ATTEMPTS; n += 1) {
      const all = CALL_STATUSES.flatMap((status) =>
        sources.map((source) => ({ status, rank: rankOf(status, source) })),
      );
      for (const { status, rank } of all) {
        expect(statusOfCallRank(callRank(n, rank))).toBe(status);
        expect(callRank(n, rank)).toBeLessThan(callRank(n + 1, rankOf('queued', 'atlas')));
      }
    }
  });

  it('of a call that rests lie between what went on and each end that may follow', () => {
    for (const status of CALL_STATUSES.filter(isFinal)) {
      for (const source of ['atlas', 'callback', 'api'] as const) {
        const end = rankOf(status, source);
        const before = source === 'atlas' ? rankOf('initiated', 'atlas') : rankOfFound('in-progress');
        expect(restingRank(end)).toBeLessThan(end);
        expect(restingRank(end)).toBeGreaterThan(before);
        expect(statusOfCallRank(callRank(2, restingRank(end)))).toBe('queued');
        expect(callRanksOf('queued')).toContain(callRank(2, restingRank(end)));
      }
    }
    for (const rank of [GONE_RANK, rankOfAnswer('completed'), rankOfAnswer('canceled')]) {
      expect(restingRank(rank)).toBeGreaterThan(rankOf('in-progress', 'api'));
      expect(restingRank(rank)).toBeLessThan(rank);
    }
    expect(restingRank(rankOf('ringing', 'api'))).toBe(rankOf('ringing', 'api'));
  });

  it("come from Twilio's words", () => {
    expect(parseTwilioStatus('queued')).toBe('initiated');
    expect(parseTwilioStatus('no-answer')).toBe('no-answer');
    expect(parseTwilioStatus('answered')).toBeNull();
    expect(parseTwilioStatus(undefined)).toBeNull();
  });
});

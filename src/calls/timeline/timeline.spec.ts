import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordingEvent } from '../../recordings/recording.js';
import { viewOf } from './attempt-story.js';
import type { Call } from '../model/call.js';
import { type CallEvent, foldEvents } from '../model/call-event.js';
import { CALL_STATUSES, callRank } from '../model/call-status.js';
import { anyEvent, someCall, someEvent, someSid } from '../testing/call.factory.js';
import { timelineOf } from './timeline.js';
import type { TimelineEvent } from './timeline-event.js';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const sid = someSid();

const callWith = (events: CallEvent[]): Call => {
  const call = someCall({}, at(0));
  const state = foldEvents(events);
  const attempt = { ...call.attempts[0]!, ...state, sid, events };
  return { ...call, rank: callRank(1, state.rank ?? 0), attempts: [attempt] };
};
const told = (events: CallEvent[], recordings: RecordingEvent[] = []) =>
  timelineOf({
    call: callWith(events),
    recordings: recordings.length > 0 ? [{ sid: 'RE1', attempt: 1, events: recordings }] : [],
    mismatched: [],
  });
/** The last of these events, which arrive one by one. */
const last = (...events: Partial<CallEvent>[]): TimelineEvent =>
  told(events.map((event, n) => someEvent({ receivedAt: at(n + 1), ...event }))).events.at(-1)!;
const storyOf = (events: Partial<CallEvent>[]) =>
  events.map((event) => ({ source: 'api' as const, ...event }));

/** Applies every change in turn; each has to begin where the one before it ended. */
const sumOf = (events: TimelineEvent[]): Record<string, unknown> => {
  const sum: Record<string, unknown> = {};
  for (const { changes } of events) {
    for (const [field, { from, to }] of Object.entries(changes)) {
      expect(from).toEqual(sum[field] ?? null);
      sum[field] = to;
    }
  }
  return sum;
};

describe('a timeline', () => {
  it('adds up to what is known, whatever was told', () => {
    const undialled = fc.constant(someEvent({ source: 'atlas', kind: 'submission', status: 'failed' }));
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 5, arbitrary: anyEvent }, undialled)), (events) => {
        const { events: story } = told(events);
        const expected = Object.entries(viewOf(foldEvents(events))).filter(
          ([, value]) => value !== undefined,
        );
        expect(sumOf(story)).toMatchObject(Object.fromEntries(expected));
        expect(story).toHaveLength(events.length + 2);
        for (const { attempt, changes, ignored } of story) {
          expect(ignored === undefined).toBe(Object.keys(changes).length > 0 || attempt === null);
        }
      }),
    );
  });

  it('begins with the request, tells what happened to the call itself, and by whom', () => {
    const wait = { kind: 'waiting' as const, at: at(0), why: 'time' as const, until: at(50) };
    const later = { ...wait, at: at(2), why: 'window' as const, until: at(90) };
    const cancel = { kind: 'cancel' as const, at: at(4) };
    const over = { kind: 'over' as const, at: at(4), reason: { code: 'canceled', message: 'No more' } };
    const call = { ...callWith([]), attempts: [], steps: [wait, later, cancel, over] };
    const { events } = timelineOf({ call, recordings: [], mismatched: [] });
    expect(events).toMatchObject([
      { kind: 'requested', source: 'client', attempt: null, receivedAt: at(0), changes: {} },
      {
        kind: 'waiting',
        source: 'atlas',
        changes: { waitingFor: { from: null, to: 'time' }, waitingUntil: { from: null, to: at(50) } },
      },
      {
        kind: 'waiting',
        changes: { waitingFor: { from: 'time', to: 'window' }, waitingUntil: { from: at(50), to: at(90) } },
      },
      { kind: 'cancel', source: 'client', changes: {} },
      { kind: 'over', source: 'atlas', params: over.reason },
    ]);
    expect(events.every(({ ignored }) => ignored === undefined)).toBe(true);
  });

  it('goes on with the attempt, in the order of arrival', () => {
    const { events } = told([
      someEvent({ status: 'completed', receivedAt: at(9) }),
      someEvent({ status: 'ringing', receivedAt: at(3), occurredAt: at(2) }),
    ]);
    expect(events.map(({ kind, status }) => [kind, status])).toEqual([
      ['requested', null],
      ['created', 'initiated'],
      ['status', 'ringing'],
      ['status', 'completed'],
    ]);
    expect(events[1]).toMatchObject({ source: 'atlas', receivedAt: at(0) });
    expect(events[2]).toMatchObject({
      occurredAt: at(2),
      changes: {
        status: { from: 'initiated', to: 'ringing' },
        startedAt: { from: null, to: at(2) },
        submission: { from: 'unknown', to: 'accepted' },
        sid: { from: null, to: sid },
      },
    });
    expect(events[3]?.changes).not.toHaveProperty('sid');
  });

  it('is told in the order of arrival, whatever it is told of', () => {
    const call = callWith([someEvent({ status: 'ringing', receivedAt: at(2) })]);
    const wait = { kind: 'waiting' as const, at: at(5), why: 'retry' as const, until: at(50) };
    const recorded = { key: 'r1', receivedAt: at(4), status: 'completed' as const, details: {}, params: {} };
    const { events } = timelineOf({
      call: { ...call, steps: [wait] },
      recordings: [{ sid: 'RE1', attempt: 1, events: [recorded] }],
      mismatched: [3, 1].map((second) => ({ attempt: 1, event: someEvent({ receivedAt: at(second) }) })),
    });
    expect(events.map(({ receivedAt }) => receivedAt)).toEqual([0, 0, 1, 2, 3, 4, 5].map(at));
  });

  it('says why a call was not dialled', () => {
    const params = { outcome: 'refused', code: '21217', message: 'No phone number' };
    const refused = someEvent({ source: 'atlas', kind: 'submission', status: 'failed', params });
    expect(told([refused]).events[2]).toMatchObject({
      errorCode: '21217',
      changes: {
        status: { from: 'initiated', to: 'failed' },
        submission: { from: 'unknown', to: 'refused' },
        failureReason: { from: null, to: '21217 No phone number' },
      },
    });
  });
});

describe('an event that changes nothing', () => {
  const ringing = { status: 'ringing' as const, occurredAt: at(1) };
  const busy = { status: 'busy' as const, occurredAt: at(1) };

  it.each<[string, Partial<CallEvent>[]]>([
    ['already known', [ringing, ringing]],
    [
      'already known',
      [
        { ...busy, source: 'callback' },
        { ...busy, source: 'api' },
      ],
    ],
    ['an older status', [busy, { ...ringing, occurredAt: at(2) }]],
    [
      'a less trusted source',
      [
        ...storyOf([{ ...busy, startedAt: at(0), endedAt: at(1) }]),
        { ...busy, status: 'failed', occurredAt: at(2) },
      ],
    ],
    ['a less trusted source', [ringing, { status: 'failed', source: 'atlas', kind: 'submission' }]],
    ['another end of the same source is believed', [busy, { ...busy, status: 'failed' }]],
    ['a less trusted source', [...storyOf([{ durationSeconds: 3 }]), { durationSeconds: 9 }]],
    ['a longer duration is known', [{ durationSeconds: 9 }, { durationSeconds: 3 }]],
    ['it tells nothing of the call', [{}, {}]],
    [
      'Twilio refused it: 21220 Not in progress',
      [ringing, { source: 'api', kind: 'hangup', params: { code: '21220', message: 'Not in progress' } }],
    ],
  ])('is ignored: %s', (ignored, events) => {
    const { changes, ignored: reason } = last(...events);
    expect([changes, reason]).toEqual([{}, ignored]);
  });

  it('never lacks a reason that fits', () => {
    const status = fc.constantFrom(...CALL_STATUSES);
    const source = fc.constantFrom('atlas' as const, 'callback' as const, 'api' as const);
    const event = fc.record({ status, source, occurredAt: fc.constant(at(0)) });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1 }), (events) => {
        const { changes, ignored, status: told_ } = last(...events);
        if (Object.keys(changes).length > 0) return;
        const now = told(events.map((each) => someEvent(each))).status;
        expect(ignored === 'already known').toBe(told_ === now);
      }),
    );
  });
});

describe('recordings in a timeline', () => {
  const event = (changes: Partial<RecordingEvent>): RecordingEvent => ({
    key: 'r1',
    receivedAt: at(5),
    details: {},
    params: {},
    ...changes,
  });

  it('tell what changed of them', () => {
    const completed = event({
      key: 'r2',
      receivedAt: at(6),
      status: 'completed',
      details: { durationSeconds: 7 },
    });
    const late = event({ key: 'r3', receivedAt: at(7), status: 'in-progress' });
    const again = { ...completed, key: 'r4', receivedAt: at(8), source: 'api' as const };
    const { events, repairs } = told([], [event({ status: 'in-progress' }), completed, late, again]);
    expect(events.slice(2)).toMatchObject([
      { kind: 'recording', recordingSid: 'RE1', status: 'in-progress', source: 'callback' },
      {
        changes: {
          recordingStatus: { from: 'in-progress', to: 'completed' },
          recordingDuration: { from: null, to: 7 },
        },
      },
      { changes: {}, ignored: 'an older status' },
      { changes: {}, ignored: 'already known', source: 'api' },
    ]);
    expect(repairs).toBe(0);
  });

  it('tell of transcriptions', () => {
    const details = { transcriptionSid: 'TR1', transcriptionText: 'Yes.' };
    const { events } = told([], [event({ transcriptionStatus: 'completed', details })]);
    expect(events[2]).toMatchObject({
      kind: 'transcription',
      status: 'completed',
      changes: {
        transcriptionStatus: { from: null, to: 'completed' },
        transcriptionText: { from: null, to: 'Yes.' },
      },
    });
  });

  it('are told once where they brought the SID of the call', () => {
    const adopting = someEvent({ key: 'r1', kind: 'recording', status: 'in-progress', receivedAt: at(5) });
    const { events } = told([adopting], [event({ status: 'completed' })]);
    expect(events).toHaveLength(3);
    expect(events[2]?.changes).toMatchObject({
      status: { to: 'in-progress' },
      sid: { to: sid },
      recordingStatus: { to: 'completed' },
    });
  });
});

describe('repairs', () => {
  it("are Twilio's answers that changed something, the submission and a client's wishes apart", () => {
    const api = (changes: Partial<CallEvent>) => someEvent({ source: 'api', ...changes });
    const { repairs } = told([
      api({ kind: 'submission', status: 'initiated', receivedAt: at(1) }),
      api({ status: 'ringing', receivedAt: at(2) }),
      api({ status: 'ringing', receivedAt: at(3) }),
      api({ kind: 'hangup', status: 'completed', receivedAt: at(4) }),
      api({ status: 'completed', price: '-0.01', receivedAt: at(5) }),
    ]);
    expect(repairs).toBe(2);
  });
});

it('tells that Twilio knows a call no more, and why that says nothing of one that ended', () => {
  const gone = someEvent({ source: 'api', kind: 'gone', status: 'failed', receivedAt: at(9) });
  const [, , over] = told([gone]).events;
  expect(over?.changes).toMatchObject({ status: { from: 'initiated', to: 'failed' } });
  const [, , , ignored] = told([someEvent({ status: 'completed', receivedAt: at(4) }), gone]).events;
  expect(ignored).toMatchObject({ changes: {}, ignored: expect.stringMatching(/an end that was told/) });
});

it('shows what came under another SID, as ignored', () => {
  const event = someEvent({ status: 'completed', receivedAt: at(4) });
  const { events } = timelineOf({
    call: callWith([]),
    recordings: [],
    mismatched: [{ attempt: 1, event }],
  });
  expect(events[2]).toMatchObject({
    status: 'completed',
    changes: {},
    ignored: 'the attempt has another SID',
  });
});

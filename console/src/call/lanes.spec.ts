import { describe, expect, it } from '@jest/globals';
import { laneOf, marksOf, pressedIn } from './lanes.js';

type Event = Parameters<typeof marksOf>[0];
const event = (changes: Partial<Event>): Event => ({
  attempt: 1,
  source: 'callback',
  kind: 'status',
  status: 'ringing',
  occurred_at: '2026-01-02T03:04:05.000Z',
  received_at: '2026-01-02T03:04:05.400Z',
  recording_sid: null,
  changes: {},
  ignored: null,
  explanations: [],
  details: {},
  ...changes,
});

describe('the lane of an event', () => {
  it.each([
    ['client', 'requested', null, 'atlas'],
    ['atlas', 'created', 'initiated', 'atlas'],
    ['callback', 'voice', null, 'atlas'],
    ['api', 'submission', 'initiated', 'twilio'],
    ['callback', 'status', 'initiated', 'twilio'],
    ['callback', 'status', 'in-progress', 'callee'],
    ['callback', 'status', 'failed', 'twilio'],
    ['callback', 'recording', 'completed', 'twilio'],
    ['callback', 'transcription', 'completed', 'callee'],
    ['client', 'feedback', null, 'callee'],
  ] as const)('%s, %s, %s is %s', (source, kind, status, lane) => {
    expect(laneOf({ source, kind, status, details: {} })).toBe(lane);
  });
});

it('a key that was pressed is the callee’s', () => {
  const pressed = event({ kind: 'recording', status: null, details: { digits: '#' } });
  expect([laneOf(pressed), pressedIn(pressed)]).toEqual(['callee', '#']);
  expect(pressedIn(event({ details: { digits: '#' } }))).toBeNull();
});

describe('the marks of an event', () => {
  it('say that it came late, behind a later one, again, or for nothing', () => {
    const later = event({ occurred_at: '2026-01-02T03:04:06.000Z' });
    expect(marksOf(event({}), [])).toEqual([]);
    expect(marksOf(event({ received_at: '2026-01-02T03:04:15.000Z' }), [])).toEqual([
      { kind: 'late', seconds: 10 },
    ]);
    expect(marksOf(event({}), [later])).toEqual([{ kind: 'out of order' }]);
    expect(marksOf(event({}), [{ ...later, attempt: 2 }])).toEqual([]);
    expect(marksOf(event({ ignored: 'already known' }), [event({})])).toEqual([{ kind: 'repeated' }]);
    expect(marksOf(event({ kind: 'voice', status: null, ignored: 'already known' }), [event({})])).toEqual(
      [],
    );
    expect(marksOf(event({ ignored: 'an older status' }), [])).toEqual([
      { kind: 'ignored', why: 'an older status' },
    ]);
  });

  it('call nothing late that Twilio was asked for', () => {
    expect(marksOf(event({ source: 'api', received_at: '2026-01-02T04:04:05.000Z' }), [])).toEqual([]);
  });
});

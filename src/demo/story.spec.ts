import { describe, expect, it } from '@jest/globals';
import {
  attemptOf,
  clockTime,
  isTold,
  isUnanswered,
  momentsOf,
  type AtlasCall,
  type SimulatedCall,
} from './story.js';

const second = (n: number): string => new Date(Date.UTC(2026, 0, 2, 3, 4, n)).toISOString();

const placed: AtlasCall = {
  call_id: 'one',
  status: 'initiated',
  twilio_sid: 'CA1',
  created_at: second(0),
  started_at: null,
  answered_at: null,
  ended_at: null,
  duration: null,
  recordings: [],
};
const ended: AtlasCall = {
  ...placed,
  status: 'completed',
  started_at: second(0),
  answered_at: second(2),
  ended_at: second(20),
  duration: 17,
  recordings: [
    { sid: 'RE1', call_sid: 'CA1', status: 'completed', duration: 8, transcription: { text: 'Yes.' } },
  ],
};
const silent: SimulatedCall = { answered_at: null, story: [] };
const spoken: SimulatedCall = {
  answered_at: second(3),
  story: [
    { at: second(0), what: 'dialled', text: '+1415*****00' },
    { at: second(4), what: 'said', text: 'Hello.' },
    { at: second(5), what: 'heard', text: 'Hi.' },
    { at: second(15), what: 'recorded', text: 'Yes.' },
  ],
};
const summary = (call: AtlasCall, simulated: SimulatedCall): string[] =>
  momentsOf(call, simulated).map(
    ({ at, what, text }) => `${clockTime(new Date(placed.created_at), at)} ${what} ${text}`,
  );

describe('the story of a call', () => {
  it('is empty while nothing has happened', () => {
    expect(summary(placed, silent)).toEqual([]);
  });

  it('joins what Atlas knows with what was said, in the order of the clock', () => {
    expect(summary(ended, spoken)).toEqual([
      '0:00 ringing ',
      '0:03 answered ',
      '0:04 Atlas says “Hello.”',
      '0:05 callee says “Hi.”',
      '0:15 recording 8 s, RE1',
      '0:20 completed after 17 s on the line',
      '0:20 transcription “Yes.”',
    ]);
  });

  it('tells what was said after the answer, which Atlas knows later than the simulator', () => {
    const ringing = { ...placed, status: 'ringing', started_at: second(0) };
    expect(summary(ringing, spoken)).toEqual(['0:00 ringing ']);
    expect(summary({ ...ringing, answered_at: second(2) }, spoken)).toContain('0:05 callee says “Hi.”');
  });

  it('tells an end without an answer', () => {
    const busy = { ...placed, status: 'busy', started_at: second(0), ended_at: second(1), duration: 0 };
    expect(summary(busy, silent)).toEqual(['0:00 ringing ', '0:01 busy ']);
  });

  it('says nothing of a recording that has no length yet', () => {
    const recordings = [
      { sid: 'RE1', call_sid: 'CA1', status: 'in-progress', duration: null, transcription: null },
    ];
    expect(summary({ ...placed, recordings }, silent)).toEqual([]);
  });

  it('gives the same moment the same id each time', () => {
    const ids = momentsOf(ended, spoken).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(momentsOf(ended, spoken).map(({ id }) => id)).toEqual(ids);
  });

  it('is told when the call is over and the recording written down, and not before', () => {
    expect(isTold(ended)).toBe(true);
    expect(isTold({ ...ended, ended_at: null })).toBe(false);
    expect(isTold({ ...ended, recordings: [] })).toBe(false);
    expect(isTold({ ...ended, recordings: [{ ...ended.recordings[0]!, transcription: null }] })).toBe(false);
  });
});

describe('an attempt', () => {
  const { call_id: _id, twilio_sid: sid, recordings, ...rest } = ended;
  const unanswered = { ...rest, sid: 'CA0', status: 'no-answer', answered_at: null };
  const call = { ...ended, recordings, attempts: [unanswered, { ...rest, sid }], waiting: null };

  it('is told like a call of its own, with its own recordings', () => {
    expect(attemptOf(call, 1)).toMatchObject({ status: 'no-answer', twilio_sid: 'CA0', recordings: [] });
    expect(attemptOf(call, 2)).toEqual(ended);
  });

  it('is nothing before it was dialled', () => {
    expect(attemptOf(call, 3)).toBeNull();
    expect(attemptOf({ ...call, attempts: [{ ...unanswered, sid: null }] }, 1)).toBeNull();
  });

  it('is unanswered once it is over and was not completed', () => {
    expect(isUnanswered(placed)).toBe(false);
    expect(isUnanswered(ended)).toBe(false);
    expect(isUnanswered({ ...ended, status: 'no-answer' })).toBe(true);
  });
});

describe('clockTime', () => {
  it('shows minutes and seconds since the call was placed, never less than none', () => {
    const since = new Date(second(10));
    expect(clockTime(since, new Date(+since + 65_400))).toBe('1:05');
    expect(clockTime(since, new Date(+since - 900))).toBe('0:00');
  });
});

import { describe, expect, it } from '@jest/globals';
import { GONE_RANK } from '../model/call-status.js';
import { type Dial, outcomeOf } from './attempt-outcome.js';

const dial = (changes: Partial<Dial>): Dial => ({ status: 'completed', submission: 'accepted', ...changes });

describe('how a dial ended', () => {
  it.each(['initiated', 'ringing', 'in-progress'] as const)('nobody knows while it is %s', (status) => {
    for (const submission of ['accepted', 'unknown'] as const)
      expect(outcomeOf(dial({ status, submission }))).toBeNull();
  });

  it.each(['busy', 'no-answer', 'failed', 'canceled'] as const)('%s is its own outcome', (status) => {
    expect(outcomeOf(dial({ status }))).toBe(status);
  });

  it.each([
    [undefined, 'answered'],
    ['human', 'answered'],
    ['unknown', 'answered'],
    ['fax', 'answered'],
    ['machine_start', 'voicemail'],
    ['machine_end_beep', 'voicemail'],
    ['machine_end_silence', 'voicemail'],
    ['machine_end_other', 'voicemail'],
  ])('completed, answered by %s, is %s', (answeredBy, outcome) => {
    expect(outcomeOf(dial({ answeredBy }))).toBe(outcome);
  });

  it.each(['refused', 'unsent', 'unknown'] as const)('what was %s counts as that', (submission) => {
    expect(outcomeOf(dial({ status: 'failed', submission }))).toBe(submission);
  });

  it('what Twilio does not know any more may have been answered', () => {
    expect(outcomeOf(dial({ status: 'failed', rank: GONE_RANK }))).toBe('unknown');
  });

  it('what left no trace may have been dialled all the same', () => {
    const reason = { code: 'not-dialled' };
    expect(outcomeOf(dial({ status: 'failed', submission: 'unsent', reason }))).toBe('unknown');
  });
});

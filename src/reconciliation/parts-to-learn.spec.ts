import { describe, expect, it } from '@jest/globals';
import type { AskedParts, CallPart } from '../calls/model/call-check.js';
import { type Attempt, newAttempt } from '../calls/model/call.js';
import { type CallEvent, foldEvents } from '../calls/model/call-event.js';
import type { CallStatus } from '../calls/model/call-status.js';
import { callNews, foundNews, goneNews } from '../calls/news/call-news.js';
import { someCall, someEvent, someSid } from '../calls/testing/call.factory.js';
import { RECORDING_STATUSES, type Recording, TRANSCRIPTION_STATUSES } from '../recordings/recording.js';
import { factsOf } from './attempt-facts.js';
import { nextCheck, partsToLearn } from './parts-to-learn.js';
import { atTwilio } from './testing/reconciliation-room.js';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
/** The call was made three hours before anything was heard of its end. */
const made = new Date('2026-01-02T00:00:00.000Z');
const ended = new Date('2026-01-02T03:00:00.000Z');
const after = (seconds: number, from = ended) => new Date(from.getTime() + seconds * 1000);

const heard = (status: CallStatus, changes: Partial<CallEvent> = {}): CallEvent =>
  someEvent({ status, receivedAt: ended, ...changes });
const voice = heard('in-progress', { kind: 'voice' });
const sid = someSid();

interface Story {
  events?: CallEvent[];
  asked?: AskedParts;
  recordings?: Recording[];
  recordingEnabled?: boolean;
  attempt?: Partial<Attempt>;
}

const factsThat = ({ events = [], asked, recordings = [], recordingEnabled = true, attempt }: Story) => {
  const known = { sid, submission: 'accepted' as const, ...foldEvents(events), events };
  const told: Attempt = { ...newAttempt(1, made), ...known, ...attempt, ...(asked && { asked }) };
  return factsOf({ ...someCall({ recordingEnabled }), attempts: [told] }, told, recordings);
};
const parts = (story: Story) => partsToLearn(factsThat(story), 120);
const when = (story: Story, part: CallPart): Date | undefined =>
  parts(story).find((each) => each.part === part)?.at;
const names = (story: Story): CallPart[] => parts(story).map(({ part }) => part);

const recording = (changes: Partial<Recording> = {}): Recording => ({
  sid: 'RE1',
  callId: 'c',
  attempt: 1,
  callSid: sid,
  createdAt: ended,
  rank: RECORDING_STATUSES.indexOf('completed'),
  durationSeconds: 7,
  ...changes,
});
const completed = [voice, heard('completed')];
/** Its log was read. */
const logRead: AskedParts = { notifications: { tries: 1, at: after(1), done: true } };

describe('what is still to be learnt of an attempt', () => {
  it('is its status while it goes on, so long after it was last heard of or asked about', () => {
    const live = [heard('ringing', { receivedAt: after(50) })];
    expect(parts({ events: live })).toEqual([{ part: 'status', at: after(170), urgency: 0 }]);
    const asked = { status: { tries: 0, at: after(500) } };
    expect(when({ events: live, asked }, 'status')).toEqual(after(620));
    expect(when({ events: live, asked: { status: { tries: 2, at: after(500) } } }, 'status')).toEqual(
      after(980),
    );
    expect(when({ events: live, asked: { status: { tries: 30, at: after(0) } } }, 'status')).toEqual(
      after(170),
    );
    expect(when({ events: live, asked: { status: { tries: 30, at: after(60) } } }, 'status')).toEqual(
      after(60 + HOUR),
    );
  });

  it('is never asked for sooner than the quiet time, however long that is', () => {
    const asked = { status: { tries: 3, at: after(60) } };
    const [next] = partsToLearn(factsThat({ events: [heard('ringing')], asked }), 2 * HOUR);
    expect(next?.at).toEqual(after(60 + 2 * HOUR));
  });

  it.each(['busy', 'no-answer', 'failed', 'canceled'] as const)(
    'is nothing once it ended as %s',
    (status) => {
      expect(parts({ events: [heard(status)] })).toEqual([]);
      expect(parts({ events: [heard(status, { source: 'api' })] })).toEqual([]);
    },
  );

  it('is nothing where it was never dialled, also of one that was given up', () => {
    const failed = heard('failed', { source: 'atlas', kind: 'submission' });
    const undialled = { sid: undefined, submission: 'unsent' as const, reason: { code: '1', message: '' } };
    expect(parts({ events: [failed], attempt: undialled })).toEqual([]);
  });

  it('is all that is of any other where it was given up and dialled after all', () => {
    const failed = heard('failed', { source: 'atlas', kind: 'submission' });
    const reason = { code: 'not-dialled', message: '' };
    const story = { events: [failed, heard('completed')], attempt: { reason } };
    expect(names(story)).toEqual(['recordings', 'notifications', 'price']);
  });

  it('is whether it was dialled at all, asked ever later', () => {
    const attempt = { sid: undefined, submission: 'unknown' as const };
    const asked = (seconds: number) => ({ submission: { tries: 0, at: after(seconds, made) } });
    expect(parts({ attempt })).toEqual([{ part: 'submission', at: after(120, made), urgency: 1 }]);
    expect(when({ attempt: { ...attempt, isUnclear: true } }, 'submission')).toEqual(after(20, made));
    expect(when({ attempt, asked: asked(130) }, 'submission')).toEqual(after(260, made));
    expect(when({ attempt, asked: asked(1000) }, 'submission')).toEqual(after(2000, made));
    expect(when({ attempt, asked: asked(10 * HOUR) }, 'submission')).toEqual(after(11 * HOUR, made));
  });

  it('is what became of a wish to end it that Twilio took', () => {
    const taken = heard('canceled', { source: 'api', kind: 'cancel' });
    expect(parts({ events: [taken] })).toEqual([{ part: 'status', at: after(120), urgency: 1 }]);
    const sure = callNews(atTwilio(sid, { status: 'canceled' }), after(120));
    expect(parts({ events: [taken, sure] })).toEqual([]);
    expect(parts({ events: [taken, heard('canceled')] })).toEqual([]);
  });
});

describe('a call that Twilio denies to know', () => {
  const live = [heard('ringing')];
  const absent = (seconds: number, tries = 1) => ({
    status: { tries, at: after(seconds), absentSince: after(200) },
  });

  it('is asked about again some minutes later, then with patience', () => {
    expect(when({ events: live, asked: absent(200) }, 'status')).toEqual(after(200 + 3 * MINUTE));
    expect(when({ events: live, asked: absent(400, 2) }, 'status')).toEqual(after(400 + 8 * MINUTE));
  });

  it('is asked about rarely once it counts as gone, and at once where it is heard of again', () => {
    const gone = [...live, goneNews(sid, after(HOUR))];
    const looked = (seconds: number) => ({ status: { tries: 0, at: after(seconds) } });
    expect(parts({ events: gone, asked: looked(HOUR) })).toEqual([
      { part: 'status', at: after(HOUR + 10 * MINUTE), urgency: 2 },
    ]);
    expect(when({ events: gone, asked: looked(HOUR + 10 * MINUTE) }, 'status')).toEqual(after(2 * HOUR));
    expect(parts({ events: gone, asked: looked(HOUR + DAY) })).toEqual([]);
    const again = [...gone, heard('in-progress', { receivedAt: after(5 * HOUR) })];
    expect(parts({ events: again, asked: looked(HOUR) })).toEqual([
      { part: 'status', at: after(5 * HOUR + 120), urgency: 0 },
    ]);
    expect(parts({ events: again, asked: looked(5 * HOUR + 120) })).toEqual([
      { part: 'status', at: after(7 * HOUR), urgency: 2 },
    ]);
    const found = foundNews(atTwilio(sid, { status: 'in-progress', price: null }), after(6 * HOUR));
    expect(parts({ events: [...again, found] })).toEqual([
      { part: 'status', at: after(6 * HOUR + 120), urgency: 0 },
    ]);
  });
});

describe('of a call that was answered', () => {
  it('the price is asked for rarely, and not for ever', () => {
    const story = (asked?: number, price?: string): Story => ({
      events: completed,
      recordingEnabled: false,
      attempt: { price },
      asked: { ...logRead, ...(asked !== undefined && { price: { tries: 1, at: after(asked) } }) },
    });
    expect(parts(story())).toEqual([{ part: 'price', at: after(10 * MINUTE), urgency: 2 }]);
    expect(when(story(10 * MINUTE), 'price')).toEqual(after(HOUR));
    expect(when(story(HOUR), 'price')).toEqual(after(6 * HOUR));
    expect(when(story(7 * HOUR), 'price')).toEqual(after(DAY));
    expect(parts(story(DAY))).toEqual([]);
    expect(parts(story(undefined, '-0.014'))).toEqual([]);
  });

  it('the recordings are asked for until they are known, whatever the price is', () => {
    const story: Story = { events: completed, asked: logRead, attempt: { price: '-0.014' } };
    expect(parts(story)).toEqual([{ part: 'recordings', at: after(120), urgency: 1 }]);
    const asked = (tries: number, seconds: number): AskedParts => ({
      ...logRead,
      recordings: { tries, at: after(seconds) },
    });
    expect(when({ ...story, asked: asked(1, 120) }, 'recordings')).toEqual(after(360));
    expect(parts({ ...story, asked: asked(9, DAY) })).toEqual([]);
    expect(
      parts({ ...story, asked: { ...logRead, recordings: { tries: 1, at: after(9), done: true } } }),
    ).toEqual([]);
    expect(names({ ...story, recordings: [recording({ durationSeconds: 500 })] })).toEqual([]);
    expect(names({ ...story, recordings: [recording({ attempt: 2 })] })).toEqual(['recordings']);
    expect(names({ ...story, recordings: [recording({ rank: 0 })] })).toEqual(['recordings']);
    expect(names({ ...story, recordingEnabled: false })).toEqual([]);
  });

  it('the transcriptions of recordings that Twilio transcribes are', () => {
    const story = (changes: Partial<Recording>): Story => ({
      events: completed,
      attempt: { price: '-0.014' },
      recordings: [recording(changes)],
    });
    const rank = (status: (typeof TRANSCRIPTION_STATUSES)[number]) => TRANSCRIPTION_STATUSES.indexOf(status);
    expect(parts(story({}))).toEqual([{ part: 'transcriptions', at: after(600), urgency: 1 }]);
    for (const durationSeconds of [2, 120]) expect(names(story({ durationSeconds }))).toHaveLength(1);
    for (const durationSeconds of [1, 121]) expect(names(story({ durationSeconds }))).toEqual([]);
    expect(names(story({ transcriptionRank: rank('in-progress') }))).toEqual(['transcriptions']);
    expect(names(story({ transcriptionRank: rank('completed') }))).toEqual([]);
    expect(names(story({ transcriptionRank: rank('failed') }))).toEqual([]);
    // Twilio has it no more.
    expect(names(story({ copy: { stage: 'moved', tries: 2, failures: 0 } }))).toEqual([]);
    expect(names(story({ removal: { at: ended, why: 'request', tries: 1 } }))).toEqual([]);
  });

  it('what Twilio logged is asked for where it never asked what to say', () => {
    const story = { events: [heard('completed')], recordingEnabled: false, attempt: { price: '-0.014' } };
    expect(parts(story)).toEqual([{ part: 'notifications', at: after(120), urgency: 1 }]);
  });

  it('and once, when it is whole, where it asked and nothing shows that it got an answer', () => {
    const story: Story = { events: completed, attempt: { price: '-0.014' } };
    const late = { part: 'notifications', at: after(600), urgency: 2 };
    expect(parts({ ...story, recordingEnabled: false })).toEqual([late]);
    expect(parts({ ...story, recordingEnabled: false, asked: logRead })).toEqual([]);
    expect(parts(story)).toContainEqual(late);
    expect(names({ ...story, recordings: [recording({ durationSeconds: 500 })] })).toEqual([]);
  });

  it('the end counts, not the beginning, and not a clock that runs ahead', () => {
    const ends = (endedAt: Date) => [voice, heard('completed', { occurredAt: endedAt })];
    expect(when({ events: ends(after(-600)) }, 'recordings')).toEqual(after(-480));
    expect(when({ events: ends(after(HOUR)) }, 'recordings')).toEqual(after(120));
  });
});

describe('when a call is looked into again', () => {
  it('is at the first of its parts, as urgently as the most urgent of them', () => {
    const part = 'price';
    expect(nextCheck([])).toBeNull();
    expect(
      nextCheck([
        { part, at: after(9), urgency: 1 },
        { part, at: after(5), urgency: 2 },
        { part, at: after(7), urgency: 1 },
      ]),
    ).toEqual({ at: after(5), urgency: 1 });
  });
});

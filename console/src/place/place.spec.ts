import { describe, expect, it } from '@jest/globals';
import type { Schema } from '../api/client.js';
import { draftAgain, emptyDraft, inputOf, planDraftOf, planOf } from './draft.js';
import { exactTime } from '../ui/times.js';
import { placeFaults, planFaults } from './place-faults.js';
import { planSentence } from './plan-sentence.js';
import { heardBy } from './spoken.js';

const now = new Date('2026-03-01T00:00:00Z');
const filled = { ...emptyDraft('+1 (415) 555-0123'), user: 'u1' };
const window = {
  days: ['mon', 'tue'] as ('mon' | 'tue')[],
  start: '09:00',
  end: '24:00',
  time_zone: 'Europe/Berlin',
};
const retry = { max_attempts: 3, on: ['busy' as const], delay_seconds: 600, backoff: 'fixed' as const };
const call = {
  to_number: '+14155550123',
  user_external_id: 'u1',
  script: 'Hi.',
  recording_enabled: false,
  ring_timeout: 20,
  scheduled_at: '2020-01-01T00:00:00.000Z',
  expires_at: null,
  calling_window: window,
  retry,
  priority: 4,
  machine_detection: 'none',
  metadata: { a: 'b: c' },
  campaign_id: 'spring',
} as unknown as Schema<'Call'>;

describe('what the form sends', () => {
  it('is no plan where nothing was planned', () => {
    expect(inputOf(filled)).toEqual({ to: '+14155550123', user_external_id: 'u1', recording_enabled: true });
    expect(placeFaults(inputOf(filled), now).size).toBe(0);
  });

  it('is the same call again, without times that have passed', () => {
    expect(inputOf(draftAgain(call, now))).toEqual({
      ...{
        to: '+14155550123',
        user_external_id: 'u1',
        script: 'Hi.',
        recording_enabled: false,
        ring_timeout: 20,
      },
      ...{ calling_window: window, retry, priority: 4, metadata: { a: 'b: c' }, campaign_id: 'spring' },
    });
    const lists = { ...retry, delays: [60, 120], delay_seconds: undefined, backoff: undefined };
    const plan = planDraftOf({ ...call, retry: lists } as unknown as Schema<'Call'>);
    expect(planOf(plan).retry).toEqual({ max_attempts: 3, on: ['busy'], delays: [60, 120] });
  });

  it('is the same plan again, with times that are still to come, in its own zone', () => {
    const times = { scheduled_at: '2026-03-01T00:01:00.000Z', expires_at: '2026-03-02T00:00:00.000Z' };
    const again = draftAgain(
      { ...call, ...times, calling_window: { ...window, time_zone: 'Asia/Tokyo' } },
      now,
    );
    expect(again.zone).toBe('Asia/Tokyo');
    expect(inputOf(again)).toMatchObject({ ...times, calling_window: { time_zone: 'Asia/Tokyo' } });
    const past = draftAgain({ ...call, scheduled_at: now.toISOString(), expires_at: now.toISOString() }, now);
    expect([past.scheduledAt, past.expiresAt]).toEqual(['', '']);
  });

  it('has to be planned for the next 30 days, and to end after it begins', () => {
    const at = (ms: number) => new Date(now.getTime() + ms).toISOString();
    const faults = (scheduled_at?: string, expires_at?: string) => [
      ...planFaults({ ...(scheduled_at && { scheduled_at }), ...(expires_at && { expires_at }) }, now).keys(),
    ];
    const month = 30 * 86_400_000;
    expect([faults(at(0)), faults(at(1)), faults(at(month)), faults(at(month + 1))]).toEqual([
      ['scheduled_at'],
      [],
      [],
      ['scheduled_at'],
    ]);
    expect([
      faults(at(9), at(9)),
      faults(at(9), at(10)),
      faults(undefined, at(0)),
      faults(undefined, at(1)),
    ]).toEqual([['expires_at'], [], ['expires_at'], []]);
    const most = { ...filled, attempts: '3', pause: '1, 2' };
    expect([...placeFaults(inputOf(most), now).keys()]).toEqual([]);
  });

  it.each([
    ['to', { to: '415' }],
    ['user_external_id', { user: ' ' }],
    ['script', { script: 'x'.repeat(5001) }],
    ['ring_timeout', { ringSeconds: '4' }],
    ['scheduled_at', { scheduledAt: '2020-01-01T00:00' }],
    ['expires_at', { expiresAt: '2020-01-01T00:00' }],
    ['priority', { priority: '10' }],
    ['retry.max_attempts', { attempts: '0' }],
    ['retry.on', { attempts: '2', on: [] }],
    ['retry.on', { attempts: '2', on: ['voicemail' as const] }],
    ['retry.delay_seconds', { attempts: '2', pause: 'soon' }],
    ['retry.delays', { attempts: '2', pause: '1, 2' }],
    ['calling_window.days', { hasWindow: true, days: [] }],
    ['calling_window.start', { hasWindow: true, start: '24:00' }],
    ['calling_window.end', { hasWindow: true, end: '9:00' }],
    ['calling_window.end', { hasWindow: true, end: '09:00' }],
    ['campaign_id', { campaign: 'a b' }],
  ])('has its fault at %s', (field, change) => {
    expect([...placeFaults(inputOf({ ...filled, ...change }), now).keys()]).toEqual([field]);
  });
});

it('is told in one sentence', () => {
  expect(planSentence({})).toBe('It will ring now, once.');
  const [at, end] = ['2026-03-02T15:00:00Z', '2026-03-03T15:00:00Z'];
  expect(planSentence({ scheduled_at: at, expires_at: end, calling_window: window })).toBe(
    `It will ring on ${exactTime(at)}, or as soon after that as it may, once, only between 09:00 and 24:00 in Europe/Berlin, on Mon and Tue, and not from ${exactTime(end)} on.`,
  );
  expect(planSentence({ retry })).toBe(
    'It will ring now, and again up to 2 times, 10 minutes apart, when the line is busy.',
  );
  expect(planSentence({ calling_window: window, retry: { ...retry, max_attempts: 1 } })).toBe(
    'It will ring as soon as its calling hours allow, once, only between 09:00 and 24:00 in Europe/Berlin, on Mon and Tue.',
  );
  expect(
    planSentence({ retry: { ...retry, max_attempts: 2, delay_seconds: 1, backoff: 'exponential' } }),
  ).toContain('again up to once, 1 second later and then twice as long each time');
  expect(
    planSentence({ retry: { max_attempts: 4, on: ['busy', 'no-answer'], delays: [60, 3600] } }),
  ).toContain(
    'after pauses of 1 minute and 1 hour, the last of which stands for all that follow, when the line is busy or nobody answers',
  );
});

it('is heard in the order in which Atlas says it', () => {
  const texts = (input: Parameters<typeof heardBy>[0]) => heardBy(input).map(({ text }) => text.slice(0, 8));
  expect(texts({ script: 'Hello you.' })).toEqual([
    'This cal',
    'Hello yo',
    'A tone.',
    'The call',
    'Thank yo',
    'The call',
  ]);
  expect(texts({ recording_enabled: false })).toEqual(['Hello. T', 'The call']);
});

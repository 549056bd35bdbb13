import { expect, it } from '@jest/globals';
import { foldEvents } from '../model/call-event.js';
import { callNews, type TwilioAnswer } from './call-news.js';

const receivedAt = new Date('2026-03-05T06:07:08.000Z');
const answer: TwilioAnswer = {
  sid: 'CA1',
  status: 'completed',
  direction: 'outbound-api',
  answeredBy: null,
  durationSeconds: 3,
  startTime: null,
  endTime: null,
  price: null,
  priceUnit: null,
};

it('a call whose end Twilio gives no time for ended when that was heard, until a time is known', () => {
  const news = callNews(answer, receivedAt);
  expect(foldEvents([news]).endedAt).toEqual(receivedAt);
  const endTime = new Date('2026-03-05T06:00:00.000Z');
  const known = callNews({ ...answer, endTime, price: '-0.01' }, receivedAt);
  expect(foldEvents([news, known]).endedAt).toEqual(endTime);
});

it('a call that goes on has not ended', () => {
  expect(foldEvents([callNews({ ...answer, status: 'in-progress' }, receivedAt)]).endedAt).toBeUndefined();
});

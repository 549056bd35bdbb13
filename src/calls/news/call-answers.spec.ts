import { describe, expect, it } from '@jest/globals';
import { someTwilioCall } from '../../twilio/testing/twilio-call.factory.js';
import { CALL_STATUSES, isFinal } from '../model/call-status.js';
import { someSid } from '../testing/call.factory.js';
import {
  answerNews,
  callNews,
  foundNews,
  fulfilledNews,
  goneNews,
  notificationNews,
  refusalNews,
} from './call-news.js';

const HEARD = new Date('2026-03-04T05:06:07.890Z');
const STARTED = new Date('2026-03-04T05:00:00.000Z');
const ENDED = new Date('2026-03-04T05:01:00.000Z');
const sid = someSid();
const told = (status: string, changes: object = {}) => ({
  ...someTwilioCall(sid, 'busy'),
  status,
  ...changes,
});

describe('what Twilio says of a call', () => {
  it('is all that it knows, and the fields as they came', () => {
    const known = {
      direction: 'outbound-api',
      answeredBy: 'human',
      durationSeconds: 42,
      startTime: STARTED,
      endTime: ENDED,
      price: '-0.01300',
      priceUnit: 'USD',
    };
    expect(callNews(told('completed', known), HEARD)).toEqual({
      key: `${sid}:api:completed:42:-0.01300`,
      source: 'api',
      kind: 'status',
      status: 'completed',
      receivedAt: HEARD,
      occurredAt: ENDED,
      startedAt: STARTED,
      endedAt: ENDED,
      durationSeconds: 42,
      direction: 'outbound-api',
      answeredBy: 'human',
      price: '-0.01300',
      priceUnit: 'USD',
      params: {
        ...{
          sid,
          status: 'completed',
          direction: 'outbound-api',
          answeredBy: 'human',
          durationSeconds: '42',
        },
        ...{ startTime: STARTED.toISOString(), endTime: ENDED.toISOString() },
        ...{ to: '+14155550123', from: '+15005550006', price: '-0.01300', priceUnit: 'USD' },
      },
    });
  });

  it('is nothing of what it does not know yet', () => {
    const blank = {
      ...{ direction: '', answeredBy: null, durationSeconds: null, startTime: null, endTime: null },
      ...{ price: null, priceUnit: 'USD' },
    };
    const { params, ...news } = callNews(told('something new', blank), HEARD);
    expect(params).toMatchObject({ status: 'something new' });
    expect(JSON.parse(JSON.stringify(news))).toEqual({
      ...{ key: `${sid}:api:something new::`, source: 'api', kind: 'status' },
      receivedAt: HEARD.toISOString(),
    });
  });

  it.each(CALL_STATUSES)(
    'ended when that was heard, where it is over and its time is not told: %s',
    (status) => {
      const { endedAt } = callNews(told(status, { endTime: null }), HEARD);
      expect(endedAt).toEqual(isFinal(status) ? HEARD : undefined);
      expect(callNews(told(status, { endTime: ENDED }), HEARD).endedAt).toBe(ENDED);
    },
  );

  it('is the same event where it says the same again, and another where it says more', () => {
    const blank = { durationSeconds: null, price: null };
    const answers = [
      ...[told('in-progress', blank), told('completed', blank)],
      ...[told('completed', { ...blank, durationSeconds: 7 }), told('completed', { ...blank, price: '7' })],
    ];
    const keys = answers.map((each) => callNews(each).key);
    expect(answers.map((each) => callNews(each, HEARD).key)).toEqual(keys);
    expect(new Set(keys).size).toBe(answers.length);
  });
});

describe('what Twilio says of a call at another occasion is another event', () => {
  const { key: plain, ...rest } = callNews(told('completed'), HEARD);

  it('where it answers a wish, or knows the call again', () => {
    expect(answerNews('hangup', told('completed'), HEARD)).toEqual({
      ...{ ...rest, key: 'hangup:completed', kind: 'hangup' },
    });
    expect(foundNews(told('completed'), HEARD)).toEqual({ ...rest, key: `${plain}:found`, kind: 'found' });
  });

  it('where it refuses a wish, or a client was told that the wish is fulfilled: both tell of no status', () => {
    expect(refusalNews('cancel', '21220', 'Too late')).toEqual({
      ...{ key: 'cancel:refused', source: 'api', kind: 'cancel', receivedAt: expect.any(Date) },
      params: { code: '21220', message: 'Too late' },
    });
    expect(fulfilledNews('hangup')).toEqual({
      ...{ key: 'hangup:fulfilled', source: 'atlas', kind: 'hangup', receivedAt: expect.any(Date) },
      params: {},
    });
  });

  it('where it knows the call no more', () => {
    expect(goneNews(sid, HEARD)).toEqual({
      ...{ key: `${sid}:api:gone`, source: 'api', kind: 'gone', status: 'failed', receivedAt: HEARD },
      params: { code: '20404' },
    });
  });
});

describe('what Twilio logged of a call', () => {
  const note = {
    sid: 'NO0123456789abcdef0123456789abcdef',
    errorCode: 11200,
    message: 'HTTP retrieval failure',
    url: 'https://atlas.example/twilio/voice',
    loggedAt: ENDED,
    isOurFault: true,
  };

  it('is why it said nothing only where that is so, and is kept in any case', () => {
    const params = { sid: note.sid, code: '11200', message: note.message, url: note.url };
    expect(notificationNews(note, HEARD)).toEqual({
      ...{ key: `${note.sid}:api:notification`, source: 'api', kind: 'notification', errorCode: 11200 },
      ...{ receivedAt: HEARD, occurredAt: ENDED, params },
    });
    const other = notificationNews({ ...note, isOurFault: false, loggedAt: null }, HEARD);
    expect([other.errorCode, other.occurredAt, other.params]).toEqual([undefined, undefined, params]);
  });
});

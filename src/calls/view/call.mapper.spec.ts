import { describe, expect, it } from '@jest/globals';
import { feedbackOn } from '../../feedback/testing/feedback.factory.js';
import { toCallDto } from './call.mapper.js';
import { foldEvents } from '../model/call-event.js';
import { goneNews } from '../news/call-news.js';
import { someCall, someEvent, someSid } from '../testing/call.factory.js';

describe('a call as clients see it', () => {
  const call = someCall();
  const [attempt] = call.attempts;
  const shown = (changes: object) =>
    toCallDto({
      call: { ...call, attempts: [{ ...attempt!, ...changes }] },
      userId: 'customer-1',
      recordings: [],
      feedback: null,
    });

  it('has the price of its last attempt as Twilio wrote it, and null until Twilio has', () => {
    const priced = { price: '-0.01300', price_unit: 'USD' };
    const dto = shown({ price: '-0.01300', priceUnit: 'USD' });
    expect(dto).toMatchObject({ ...priced, attempts: [priced] });
    const unpriced = { price: null, price_unit: null };
    expect(shown({})).toMatchObject({ ...unpriced, attempts: [unpriced] });
    const waiting = { call: { ...call, attempts: [] }, userId: 'x', recordings: [], feedback: null };
    expect(toCallDto(waiting)).toMatchObject(unpriced);
  });

  it('has its feedback, under the last SID that is known, or its id while none is', () => {
    const [first, second] = [someSid(), someSid()];
    const withSids = (...sids: (string | undefined)[]) => {
      const attempts = sids.map((sid, at) => ({ ...attempt!, n: at + 1, sid }));
      const details = { call: { ...call, attempts }, userId: 'x', recordings: [] };
      return toCallDto({ ...details, feedback: feedbackOn(call.id) }).feedback?.call_sid;
    };
    expect([withSids(first, second, undefined), withSids(first), withSids(undefined), withSids()]).toEqual([
      second,
      first,
      call.id,
      call.id,
    ]);
    expect(shown({}).feedback).toBeNull();
  });

  it('says why and when it ended where Twilio knows it no more, and takes that back where it does again', () => {
    const gone = goneNews(someSid());
    const failed = {
      status: 'failed',
      ended_at: gone.receivedAt,
      failure_reason: { code: '20404', message: expect.stringContaining('does not know the call any more') },
      explanations: [expect.objectContaining({ kind: 'twilio', code: '20404', fix: expect.any(String) })],
    };
    const submission = 'accepted';
    const dto = shown({ submission, ...foldEvents([gone]) });
    expect(dto).toMatchObject({ ended_at: failed.ended_at, failure_reason: failed.failure_reason });
    expect(dto.attempts).toMatchObject([failed]);
    const again = someEvent({ source: 'api', kind: 'found', status: 'in-progress' });
    expect(shown({ submission, ...foldEvents([gone, again]) })).toMatchObject({
      ended_at: null,
      failure_reason: null,
      explanations: [],
    });
  });
});

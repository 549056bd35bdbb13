import { describe, expect, it } from '@jest/globals';
import { fulfilledNews, refusalNews } from '../news/call-news.js';
import { someCall, someEvent } from '../testing/call.factory.js';
import type { Call } from './call.js';
import type { CallEvent } from './call-event.js';
import { fateOf, standingWish, wasWished } from './wish.js';

const at = new Date('2026-03-04T05:06:07.890Z');
const refused = refusalNews('hangup', '21220', 'Too late');
const taken = someEvent({ source: 'api', kind: 'hangup', status: 'completed' });

/** One whose attempts were told these events, with a wish to hang up. */
const wishedWith = (...events: CallEvent[][]): Call => ({
  ...someCall(),
  attempts: events.map((each) => ({ ...someCall().attempts[0]!, events: each })),
  wish: { kind: 'hangup', at },
});

describe('a wish', () => {
  it('was made where it is among the steps of the call', () => {
    const call = { ...someCall(), steps: [{ kind: 'cancel' as const, at }] };
    expect([wasWished(call, 'cancel'), wasWished(call, 'hangup')]).toEqual([true, false]);
    expect(wasWished(someCall(), 'cancel')).toBe(false);
  });

  it('stands until it is refused: nobody knows what became of it before', () => {
    const other = refusalNews('cancel', '21220', 'Too late');
    for (const call of [wishedWith(), wishedWith([], [other, someEvent({ status: 'busy' })])])
      expect([fateOf(call, 'hangup'), standingWish(call)]).toEqual(['open', 'hangup']);
    const call = wishedWith([], [refused]);
    expect([fateOf(call, 'hangup'), standingWish(call)]).toEqual(['refused', undefined]);
  });

  it('that was taken once, or told to be fulfilled, stays so, whatever a later answer says', () => {
    for (const event of [taken, fulfilledNews('hangup')]) {
      const call = wishedWith([refused, event], [refused]);
      expect([fateOf(call, 'hangup'), standingWish(call)]).toEqual(['taken', 'hangup']);
    }
  });

  it('that nobody made does not stand', () => {
    expect(standingWish({ ...wishedWith([taken]), wish: undefined })).toBeUndefined();
  });

  it('of a call whose events were not asked for is open', () => {
    expect(fateOf(someCall(), 'hangup')).toBe('open');
  });
});

import { describe, expect, it } from '@jest/globals';
import { violated } from './testing/evidence.js';
import { repeatedly, UNTURNED, waitedBehind } from './testing/turns.js';

describe('the promises about turns', () => {
  it.each(UNTURNED)('%s: names %s', (promise, _what, make) => {
    expect(violated(make())).toEqual([promise]);
  });

  it.each([
    ['as many as are on their way, and every eighth', waitedBehind(repeatedly(16, { priority: 4 }))],
    ['more urgent ones', waitedBehind(repeatedly(30, { priority: 6 }))],
    ['others of its priority, each of its own user', waitedBehind(repeatedly(30, {}))],
    [
      'less urgent ones while it was not due',
      waitedBehind(repeatedly(30, { priority: 4 }), { isDue: false }),
    ],
    [
      'less urgent ones before it was stored',
      waitedBehind(repeatedly(19, { priority: 4 }), { since: 1_000 }),
    ],
    ['its own crowd', waitedBehind(repeatedly(30, { isOfCrowd: true }), { isOfCrowd: true })],
  ])('passes a call that waited behind %s', (_what, evidence) => {
    expect(violated(evidence)).toEqual([]);
  });

  it('passes a call that was taken back meanwhile, or whose first attempt is not known to have been dialled', () => {
    const undone = waitedBehind(repeatedly(30, { priority: 4 }));
    undone.undone = ['call-1'];
    expect(violated(undone)).toEqual([]);
    const unknown = waitedBehind(repeatedly(30, { priority: 4 }));
    unknown.calls[0]!.attempts[0]!.sid = 'CA9';
    expect(violated(unknown)).not.toContain('kept waiting behind less urgent calls');
  });
});

import { describe, expect, it } from '@jest/globals';
import { toExplanationDtos } from './code-explanation.mapper.js';

describe('the explanations of a call', () => {
  it.each([200, 202, undefined])('are none where nothing went wrong: SIP %p', (sipCode) => {
    expect(toExplanationDtos('completed', sipCode)).toEqual([]);
  });

  it('do not tell who canceled it to let it ring longer', () => {
    expect(toExplanationDtos('canceled', 487)).toEqual([
      {
        kind: 'sip',
        code: '487',
        meaning: 'The call was canceled before anybody answered',
        fix: 'Place another call if it is still wanted',
      },
    ]);
    expect(toExplanationDtos('no-answer', 487)).toMatchObject([
      { fix: expect.stringContaining('ring longer') },
    ]);
  });

  it('are of both codes where there are two', () => {
    expect(toExplanationDtos('failed', 404, '21214').map(({ code }) => code)).toEqual(['404', '21214']);
    expect(toExplanationDtos(null, 302, 'ECONNREFUSED').map(({ code }) => code)).toEqual(['302']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { callSearch, toQuery } from './call-search.js';

describe('the address of the list of calls', () => {
  it('keeps the filters, and leaves out what is of no form', () => {
    const given = { status: 'busy,x,queued', user_id: 7, to: 14155550123, from: 'soon', has_recording: true };
    expect(callSearch({ ...given, has_feedback: 'yes', x: 1 })).toEqual({
      status: 'queued,busy',
      user: '7',
      to: '+14155550123',
      has_recording: true,
    });
    expect(callSearch({ status: 'x', to: '+1 (415) 555-0123' })).toEqual({ to: '+14155550123' });
  });

  it('keeps each of its words, and asks the API by each', () => {
    const all = {
      ...{ status: 'queued', user: 'ada', to: '+14155550123', campaign_id: 'spring', metadata: 'a:b' },
      ...{ from: '2026-03-01T00:00:00.000Z', until: '2026-03-02T00:00:00.000Z' },
      ...{ result: 'busy', first_dialled: '3-14', has_recording: false, has_feedback: true },
    };
    expect(callSearch(all)).toEqual(all);
    expect(toQuery(all)).toEqual({ ...all, status: ['queued'] });
    expect(callSearch({ user: 'ada', user_id: 'bob' })).toEqual({ user: 'ada' });
  });

  it('becomes a question to the API', () => {
    expect(toQuery({ status: 'queued,busy', user: 'ada' })).toEqual({
      status: ['queued', 'busy'],
      user: 'ada',
    });
    expect(toQuery({})).toEqual({});
  });
});

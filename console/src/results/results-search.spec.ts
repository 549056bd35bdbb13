import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { asAsked, daysOf, lastDays, resultsSearch } from './results-search.js';

describe('the days of the results', () => {
  beforeEach(() => void jest.useFakeTimers({ now: new Date('2026-03-01T02:30:00Z') }));
  afterEach(() => void jest.useRealTimers());

  it('are the last so many in the zone that is asked for, today among them', () => {
    expect(lastDays(7, 'UTC')).toEqual({ from: '2026-02-23', to: '2026-03-01' });
    expect(lastDays(1, 'America/New_York')).toEqual({ from: '2026-02-28', to: '2026-02-28' });
    expect(lastDays(2, 'Pacific/Kiritimati')).toEqual({ from: '2026-02-28', to: '2026-03-01' });
    expect(lastDays(1, 'Nowhere/At_All')).toEqual({ from: '2026-03-01', to: '2026-03-01' });
  });

  it('are all of an answer, from the first to the last, also over a change of the clock', () => {
    expect(daysOf({ from: '2026-02-28', to: '2026-03-01' })).toEqual(['2026-02-28', '2026-03-01']);
    expect(daysOf({ from: '2026-03-01', to: '2026-03-01' })).toEqual(['2026-03-01']);
    expect(daysOf({ from: '2026-03-01', to: '2026-03-31' })).toHaveLength(31);
  });

  it('stand in the address, with the zone of the viewer where it names none', () => {
    expect(resultsSearch({ from: '2026-03-01', to: ' ', time_zone: 'Asia/Tokyo', x: 1 })).toEqual({
      from: '2026-03-01',
      time_zone: 'Asia/Tokyo',
    });
    expect(asAsked({ time_zone: 'Asia/Tokyo' }).time_zone).toBe('Asia/Tokyo');
    expect(asAsked({}).time_zone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
  });
});

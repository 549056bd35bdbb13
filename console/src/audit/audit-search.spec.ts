import { describe, expect, it } from '@jest/globals';
import { auditSearch, isFiltered } from './audit-search.js';

describe('the address of the audit log', () => {
  it('keeps filters and the cursor, and leaves out what is of no form', () => {
    const given = {
      who: 'cli',
      action: ' ',
      resource: 7,
      from: '2026-03-02',
      until: 'soon',
      cursor: 'abc',
      x: 1,
    };
    expect(auditSearch(given)).toEqual({
      who: 'cli',
      resource: '7',
      from: '2026-03-02T00:00:00.000Z',
      cursor: 'abc',
    });
  });

  it('is no filter where it says which part is shown', () => {
    expect(isFiltered({ cursor: 'abc' })).toBe(false);
    expect(isFiltered({ cursor: 'abc', who: 'cli' })).toBe(true);
  });
});

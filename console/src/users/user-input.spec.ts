import { describe, expect, it } from '@jest/globals';
import { changesOf, userInput } from './user-input.js';
import { meantBy, usersSearch } from './users-search.js';

const ADA = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  phone_number: '+14155550123',
  external_id: 'customer-42',
};

const formOf = (values: Record<string, string>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
};

describe('the form of a user', () => {
  it('reads a number as people write it, and no external id as none', () => {
    const form = formOf({
      ...ADA,
      name: ' Ada Lovelace ',
      phone_number: '+1 (415) 555-0123',
      external_id: ' ',
    });
    expect(userInput(form)).toEqual({ ...ADA, external_id: null });
  });

  it('reads what is missing as empty, which Atlas refuses', () => {
    expect(userInput(new FormData())).toEqual({ name: '', email: '', phone_number: '', external_id: null });
  });

  it('sends what was changed alone', () => {
    expect(changesOf(ADA, ADA)).toEqual({});
    expect(changesOf(ADA, { ...ADA, name: 'Countess', external_id: null })).toEqual({
      name: 'Countess',
      external_id: null,
    });
  });
});

describe('the list of users', () => {
  it('takes from its address what is of the form', () => {
    expect(usersSearch({ find: ' ada@example.com ', page: 3, other: 1 })).toEqual({
      find: 'ada@example.com',
      page: 3,
    });
    expect(usersSearch({ find: 42, page: 'x' })).toEqual({ find: '42' });
    expect(usersSearch({ find: ' ', page: 1 })).toEqual({});
  });

  it('knows by what a user may be found', () => {
    expect(meantBy('ada@example.com')).toEqual(['email', 'external_id']);
    expect(meantBy('customer-42')).toEqual(['external_id']);
  });
});

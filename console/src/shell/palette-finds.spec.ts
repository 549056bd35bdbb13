import { describe, expect, it } from '@jest/globals';
import { foundFor } from './palette-finds.js';

const pages = [
  { to: '/calls', label: 'Calls' },
  { to: '/place', label: 'Place a call' },
  { to: '/users', label: 'Users' },
];
const labels = (text: string) => foundFor(text, pages).map(({ label }) => label);

describe('what is found for a text', () => {
  it('is a page by its name, a call by its id, and the calls to a number', () => {
    const id = '7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11';
    expect(labels('')).toEqual(['Calls', 'Place a call', 'Users']);
    expect(labels('call')).toEqual(['Calls', 'Place a call']);
    expect(foundFor(` ${id} `, pages)).toEqual([{ label: `Call ${id}`, to: `/calls/${id}` }]);
    expect(foundFor('+1 415 555 0123', pages)).toEqual([
      { label: 'Calls to +14155550123', to: '/calls', search: { to: '+14155550123' } },
    ]);
    expect(labels('nothing')).toEqual([]);
  });
});

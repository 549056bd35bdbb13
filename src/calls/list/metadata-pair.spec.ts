import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseMetadataPair } from './metadata-pair.js';

describe('a metadata pair', () => {
  it('is read as it was written, whatever the value', () => {
    const key = fc.stringMatching(/^[\w.-]{1,40}$/);
    fc.assert(
      fc.property(key, fc.string({ maxLength: 500 }), (name, value) => {
        expect(parseMetadataPair(`${name}:${value}`)).toEqual([name, value]);
      }),
    );
  });

  it.each(['', 'clinic', ':north', 'a b:c', `${'k'.repeat(41)}:v`, `k:${'v'.repeat(501)}`, ['a:b'], null, 1])(
    'is not %j',
    (text) => {
      expect(parseMetadataPair(text)).toBeNull();
    },
  );
});

import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { hashOfToken, newToken, ownerOfToken } from './token.js';

describe('a token', () => {
  const id = randomUUID();

  it('says whose it is, with 32 random bytes, and is stored as SHA-256', () => {
    const [token, other] = [newToken(id), newToken(id)];
    expect(ownerOfToken(token)).toBe(id);
    expect(Buffer.from(token.slice(37), 'base64url')).toHaveLength(32);
    expect(token).not.toBe(other);
    expect(hashOfToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it.each(['', id, `${id}.`, `${id}.${'a'.repeat(42)}`, `${id}.${'a'.repeat(44)}`, `x${newToken(id)}`])(
    'is nobody’s when it is none: %s',
    (text) => {
      expect(ownerOfToken(text)).toBeNull();
    },
  );
});

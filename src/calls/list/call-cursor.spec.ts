import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCursor, toCursor } from './call-cursor.js';

const createdAt = fc.date({
  min: new Date(0),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

describe('a cursor', () => {
  it('says where it stands, in letters that a URL takes as they are', () => {
    fc.assert(
      fc.property(createdAt, fc.uuid(), (moment, id) => {
        const cursor = toCursor({ createdAt: moment, id });
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(parseCursor(cursor)).toEqual({ createdAt: moment, id });
      }),
    );
  });

  it('is read in one spelling alone', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseCursor(text);
        expect(read === null || toCursor(read) === text).toBe(true);
      }),
    );
    const cursor = toCursor({ createdAt: new Date(5), id: '7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11' });
    for (const other of [`${cursor}=`, ` ${cursor}`, cursor.slice(1), [cursor], { cursor }, null, undefined])
      expect(parseCursor(other)).toBeNull();
    const late = `${Date.UTC(10_000, 0, 1)}.7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11`;
    for (const plain of [late, '05.7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11', '5.x', '9'.repeat(15)])
      expect(parseCursor(Buffer.from(plain).toString('base64url'))).toBeNull();
  });
});

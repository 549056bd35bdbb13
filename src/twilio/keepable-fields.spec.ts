import { expect, it } from '@jest/globals';
import { keepableFields } from './keepable-fields.js';

it('all that Atlas reads is kept, however long', () => {
  const fields = { CallSid: 'CA1', CallStatus: 'x'.repeat(9_000) };
  expect(keepableFields(fields)).toEqual({ params: fields });
});

it('of the others is kept what weighs 2048 bytes together, in the order in which they come', () => {
  const whole = { Unknown1: 'x'.repeat(1_016), Unknown2: 'é'.repeat(508) };
  expect(keepableFields(whole)).toEqual({ params: whole });
  const more = { CallSid: 'CA1', ...whole, Unknown3: '', CallStatus: 'ringing' };
  const { Unknown3: _left, ...params } = more;
  expect(keepableFields(more)).toEqual({ params, leftOut: ['Unknown3'] });
});

it('what is too long leaves room for what comes after it', () => {
  const fields = { Long: 'x'.repeat(2_045), Short: 'y' };
  expect(keepableFields(fields)).toEqual({ params: { Short: 'y' }, leftOut: ['Long'] });
});

it('of those that are left out twenty are named, by 64 characters', () => {
  const names = Array.from({ length: 25 }, (_, i) => `${'n'.repeat(62)}${i + 10}-and-more`);
  const fields = Object.fromEntries(names.map((name) => [name, 'x'.repeat(2_048)]));
  const leftOut = names.slice(0, 20).map((name) => name.slice(0, 64));
  expect(keepableFields(fields)).toEqual({ params: {}, leftOut });
});

it('names that the database takes none of are written in another way', () => {
  const fields = { _bsontype: 'Long', 'a\0b\0': '1', __bsontype: '2' };
  expect(keepableFields(fields).params).toEqual({
    _bsontype_: 'Long',
    'a\uFFFDb\uFFFD': '1',
    __bsontype: '2',
  });
});

import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { IsOneOf } from './is-one-of.js';
import { IsTimestamp } from './is-timestamp.js';
import { QueryBoolean, QueryInteger, QueryPlus } from './query-values.js';

class Dto {
  @QueryInteger()
  count?: unknown;
  @QueryBoolean()
  flag?: unknown;
  @QueryPlus()
  plus?: unknown;
  @IsTimestamp()
  time: unknown = '2026-01-02T03:04:05Z';
  @IsOneOf(['busy', 'failed'])
  word: unknown = 'busy';
}

const faultsOf = (values: Partial<Dto>) =>
  validateSync(Object.assign(new Dto(), values), { forbidUnknownValues: false }).flatMap(({ constraints }) =>
    Object.values(constraints ?? {}),
  );

describe('what a query says', () => {
  it.each([
    [{ count: '12' }, { count: 12 }],
    [{ count: '1.5' }, { count: '1.5' }],
    [{ count: ['1'] }, { count: ['1'] }],
    [{ flag: 'true' }, { flag: true }],
    [{ flag: 'false' }, { flag: false }],
    [{ flag: 'TRUE' }, { flag: 'TRUE' }],
    [{ flag: 'constructor' }, { flag: 'constructor' }],
    [{ plus: ' 14155550100' }, { plus: '+14155550100' }],
    [{ plus: '2026-01-02T03:04:05 02:00' }, { plus: '2026-01-02T03:04:05+02:00' }],
    [{ plus: 'a b' }, { plus: 'a b' }],
  ])('%j becomes %j', (query, expected) => {
    expect(plainToInstance(Dto, query)).toMatchObject(expected);
  });
});

describe('IsTimestamp', () => {
  it.each([
    '2026-01-02T03:04:05Z',
    '2026-01-02t03:04:05.123456789z',
    '2024-02-29T23:59:59-23:59',
    '1970-01-01T00:00:00+00:00',
  ])('takes %s', (time) => {
    expect(faultsOf({ time })).toEqual([]);
    expect(Number.isNaN(Date.parse(time.toUpperCase()))).toBe(false);
  });

  it.each([
    '2026-01-02',
    '2026-01-02T03:04:05',
    '2026-01-02 03:04:05Z',
    '2026-02-29T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-02T24:00:00Z',
    '2026-01-02T23:59:60Z',
    '2026-01-02T03:04:05+24:00',
    ['2026-01-02T03:04:05Z'],
    1767323045000,
    null,
  ])('refuses %j', (time) => {
    expect(faultsOf({ time })).toEqual(['must be an RFC 3339 time, such as 2026-01-02T03:04:05Z']);
  });
});

it.each(['Busy', '', ['busy'], null, 0])('IsOneOf refuses %j', (word) => {
  expect(faultsOf({ word })).toEqual(['must be one of busy, failed']);
});

import { describe, expect, it } from '@jest/globals';
import { databaseFailure, databaseFindings } from './database.look.js';

const FACTS = {
  description: 'MongoDB at db:27017',
  version: '8.0.1',
  hasChangeStreams: true,
  missingIndexes: [],
  differentIndexes: [],
};
const levels = (facts: object) =>
  databaseFindings({ ...FACTS, ...facts }).map(({ level, what }) => `${level} ${what}`);

describe('the look at the database', () => {
  it('is content with one that has all', () => {
    expect(levels({})).toEqual(['ok Database', 'ok Change streams', 'ok Indexes']);
    expect(levels({ hasChangeStreams: false })).toContain('skip Change streams');
  });

  it('fails where an index is missing or differs, and says which and what to do', () => {
    const faults = {
      missingIndexes: ['users (email)'],
      differentIndexes: ['calls (sids)', 'people (email)'],
    };
    const [missing, different, ...others] = databaseFindings({ ...FACTS, ...faults }).slice(2);
    expect(others).toEqual([]);
    expect(missing).toMatchObject({ level: 'fail', message: 'missing: users (email)' });
    expect(missing?.fix).toMatch(/^Start Atlas/);
    expect(different).toMatchObject({
      level: 'fail',
      message: 'not as Atlas needs them: calls (sids), people (email)',
    });
    expect(different?.fix).toMatch(/^Drop/);
  });

  it('shows no credentials of a database that does not answer', () => {
    const { level, message } = databaseFailure(new Error('No answer from mongodb://ada:secret@db:27017/x'));
    expect([level, message]).toEqual(['fail', 'No answer from mongodb://…@db:27017/x']);
  });
});

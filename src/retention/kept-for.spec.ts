import { expect, it } from '@jest/globals';
import { createEnvironment } from '../config/create-environment.js';
import { keptFor } from './kept-for.js';

const daysOf = (variables: Record<string, string>) =>
  Object.fromEntries(
    keptFor(createEnvironment({ ENVIRONMENT: 'test', ...variables })).map(({ what, days }) => [what, days]),
  );

it('is for ever unless a setting says otherwise, and never longer than what it belongs to', () => {
  expect(daysOf({})).toMatchObject({ recordings: null, transcriptions: null, callbacks: null, events: 30 });
  expect(daysOf({ RETENTION_RECORDINGS_DAYS: '90' })).toMatchObject({ recordings: 90, transcriptions: 90 });
  const both = { RETENTION_RECORDINGS_DAYS: '90', RETENTION_TRANSCRIPTIONS_DAYS: '400' };
  expect(daysOf(both)).toMatchObject({ recordings: 90, transcriptions: 90 });
  expect(daysOf({ ...both, RETENTION_TRANSCRIPTIONS_DAYS: '7' })).toMatchObject({ transcriptions: 7 });
});

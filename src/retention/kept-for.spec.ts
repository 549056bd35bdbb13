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

it('names the setting that each has its days from', () => {
  const settingsOf = (variables: Record<string, string>) =>
    keptFor(createEnvironment({ ENVIRONMENT: 'test', ...variables })).map(({ what, setting }) => [
      what,
      setting,
    ]);
  const others = [
    ['callbacks', 'RETENTION_EVENTS_DAYS'],
    ['events', 'EVENTS_KEPT_DAYS'],
    ['audit', 'AUDIT_RETENTION_DAYS'],
  ];
  const recordings = ['recordings', 'RETENTION_RECORDINGS_DAYS'];
  expect(settingsOf({})).toEqual([recordings, ['transcriptions', 'RETENTION_RECORDINGS_DAYS'], ...others]);
  const alike = { RETENTION_RECORDINGS_DAYS: '9', RETENTION_TRANSCRIPTIONS_DAYS: '9' };
  const own = ['transcriptions', 'RETENTION_TRANSCRIPTIONS_DAYS'];
  expect(settingsOf(alike)).toEqual([recordings, own, ...others]);
  expect(keptFor(createEnvironment({ ENVIRONMENT: 'test' })).at(-1)?.days).toBeGreaterThan(0);
});

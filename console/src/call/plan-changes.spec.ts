import { expect, it } from '@jest/globals';
import type { Schema } from '../api/client.js';
import { changesOfPlan, editDraftOf, resultOf } from './plan-changes.js';

const call = {
  script: 'Hi.',
  recording_enabled: true,
  ring_timeout: null,
  priority: 4,
  expires_at: null,
  scheduled_at: '2026-03-01T10:00:42.000Z',
  calling_window: null,
  machine_detection: 'none',
  retry: { max_attempts: 3, on: ['busy'], delay_seconds: 90, backoff: 'exponential' },
} as unknown as Schema<'Call'>;

it('only what was touched is sent, and null for what was taken away', () => {
  const draft = editDraftOf(call);
  expect(changesOfPlan(draft, draft)).toEqual({});
  expect(
    changesOfPlan(draft, { ...draft, scheduledAt: '', script: '', priority: '7', attempts: '1' }),
  ).toEqual({
    ...{ scheduled_at: null, script: null, priority: 7, retry: null },
  });
  const changes = changesOfPlan(draft, { ...draft, pause: '60' });
  expect(changes).toEqual({ retry: { ...call.retry, delay_seconds: 60 } });
  expect(resultOf(call, changes)).toEqual({
    ...{ scheduled_at: call.scheduled_at, retry: changes.retry, machine_detection: 'none', priority: 4 },
  });
});

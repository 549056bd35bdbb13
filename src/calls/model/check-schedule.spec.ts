import { describe, expect, it } from '@jest/globals';
import { createEnvironment } from '../../config/create-environment.js';
import { CALL_STATUSES, isFinal } from './call-status.js';
import { CheckSchedule } from './check-schedule.service.js';

const now = new Date('2026-01-02T03:00:00.000Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const scheduleWith = (RECONCILE_AFTER_SECONDS: string, TWILIO_TIMEOUT_MS = '10000') =>
  new CheckSchedule(createEnvironment({ ENVIRONMENT: 'test', RECONCILE_AFTER_SECONDS, TWILIO_TIMEOUT_MS }));

describe('when Twilio is asked about a call', () => {
  it('is so long after the last news, and less urgent where they told of an end', () => {
    for (const status of CALL_STATUSES)
      expect(scheduleWith('120').after({ receivedAt: now, status })).toEqual({
        urgency: isFinal(status) ? 1 : 0,
        at: after(120),
      });
    expect(scheduleWith('7').after({ receivedAt: now })).toEqual({ urgency: 0, at: after(7) });
  });

  it('is not before the request to dial it must have been answered', () => {
    expect(scheduleWith('120').first(now)).toEqual({ urgency: 1, at: after(120) });
    expect(scheduleWith('1').first(now)).toEqual({ urgency: 1, at: after(16) });
    expect(scheduleWith('20', '30000').first(now)).toEqual({ urgency: 1, at: after(36) });
  });
});

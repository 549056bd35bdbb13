import type { MachineDetection } from '../call-plan.js';
import type { Weekday } from '../calling-window.js';
import type { RetryOutcome } from '../dial-outcome.js';
import type { Backoff } from '../retry-policy.js';

export interface CallingWindowFields {
  days: Weekday[];
  start: string;
  end: string;
  time_zone: string;
}

export interface RetryFields {
  max_attempts: number;
  on: RetryOutcome[];
  delays?: number[];
  delay_seconds?: number;
  backoff?: Backoff;
}

/** A plan as a request writes it. */
export interface PlanFields {
  /** RFC 3339, as is `expires_at`. */
  scheduled_at?: string;
  calling_window?: CallingWindowFields;
  retry?: RetryFields;
  machine_detection?: MachineDetection;
  expires_at?: string;
  priority?: number;
  metadata?: Record<string, string>;
  campaign_id?: string;
}

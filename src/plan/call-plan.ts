import type { CallingWindow } from './calling-window.js';
import type { RetryPolicy } from './retry-policy.js';

export const MACHINE_DETECTIONS = ['none', 'enable', 'detect_message_end'] as const;
export type MachineDetection = (typeof MACHINE_DETECTIONS)[number];

export const MAX_PRIORITY = 9;

/** When and how often a call is dialled, in its client's words. */
export interface CallPlan {
  /** Not dialled before. */
  scheduledAt?: Date;
  /** Not dialled outside. */
  window?: CallingWindow;
  /** Absent: dialled once. */
  retry?: RetryPolicy;
  machineDetection: MachineDetection;
  /** Not dialled from this moment on. */
  expiresAt?: Date;
  /** 0 to 9; 9 is dialled first. */
  priority: number;
  /** The client's own; Atlas only gives it back. */
  metadata?: Record<string, string>;
  campaignId?: string;
}

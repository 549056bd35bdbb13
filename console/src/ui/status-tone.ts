import type { Schema } from '../api/client.js';
import type { Tone } from './badge.js';

type Status = Schema<'Call'>['status'];

const TONE: Record<Status, Tone> = {
  queued: 'plain',
  initiated: 'busy',
  ringing: 'busy',
  'in-progress': 'busy',
  completed: 'good',
  failed: 'bad',
  'no-answer': 'warn',
  busy: 'warn',
  canceled: 'plain',
};

/** How the status of a call looks, on every page. */
export const toneOf = (status: Status): Tone => TONE[status];

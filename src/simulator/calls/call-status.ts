/** Twilio's statuses of the Call resource. */
export const CALL_STATUSES = [
  'queued',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
] as const;

export type CallStatus = (typeof CALL_STATUSES)[number];

/** The statuses that end a call. */
export type FinalStatus = Extract<CallStatus, 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled'>;

const NEXT: Record<CallStatus, readonly CallStatus[]> = {
  queued: ['ringing', 'failed', 'canceled'],
  ringing: ['in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled'],
  'in-progress': ['completed', 'failed'],
  completed: [],
  busy: [],
  failed: [],
  'no-answer': [],
  canceled: [],
};

export const isFinal = (status: CallStatus): status is FinalStatus => NEXT[status].length === 0;

export const mayBecome = (from: CallStatus, to: CallStatus): boolean => NEXT[from].includes(to);

export const isCallStatus = (text: string): text is CallStatus =>
  (CALL_STATUSES as readonly string[]).includes(text);

import type { Schema } from '../api/client.js';

type Call = Schema<'Call'>;

/** What a status is called, on every page; in the order in which a call goes through them. */
export const STATUS_WORDS: Record<Call['status'], string> = {
  queued: 'Waiting',
  initiated: 'Dialling',
  ringing: 'Ringing',
  'in-progress': 'Talking',
  completed: 'Completed',
  failed: 'Failed',
  'no-answer': 'No answer',
  busy: 'Busy',
  canceled: 'Canceled',
};

/** What a call waits for; “Waits for” stands before it, or above. */
export const WAITS_FOR: Record<NonNullable<Call['waiting']>['for'], string> = {
  time: 'its time',
  retry: 'the pause before its next attempt',
  window: 'its calling hours',
  pace: 'its turn',
  pause: 'dialling to be resumed',
  breaker: 'dialling to go on after failures',
  concurrency: 'another call to end',
  error: 'another try after an error',
  rule: 'a rule of calling to allow it',
};

/** Between what a call waits for and the moment that it ends with. */
export const UNTIL = 'until';

/** The same as a sentence. */
export const waitsWords = (why: keyof typeof WAITS_FOR): string => `Waits for ${WAITS_FOR[why]}`;

/** In place of whatever told of a person, in a call of which that was erased. */
export const ERASED = 'Erased';

import type { CallStatus } from './call-status.js';
import type { Ending } from './line.js';

/** What ends a call from the called side, each with the statuses in which it may be done. */
export const ENDINGS = {
  decline: {
    while: ['ringing'],
    ending: { status: 'busy', sipCode: 603, by: 'callee', reason: 'The callee declined the call' },
  },
  busy: {
    while: ['ringing'],
    ending: { status: 'busy', sipCode: 486, by: 'callee', reason: 'The callee is busy' },
  },
  ring_out: {
    while: ['ringing'],
    ending: { status: 'no-answer', sipCode: 487, by: 'network', reason: 'Nobody answered in time' },
  },
  hang_up: {
    while: ['in-progress'],
    ending: { status: 'completed', sipCode: 200, by: 'callee', reason: 'The callee hung up' },
  },
  drop: {
    while: ['in-progress'],
    ending: { status: 'completed', sipCode: 200, by: 'network', reason: 'The line was dropped' },
  },
} as const satisfies Record<string, { while: readonly CallStatus[]; ending: Ending }>;

export type EndingCommand = keyof typeof ENDINGS;

export const isEndingCommand = (command: string): command is EndingCommand => Object.hasOwn(ENDINGS, command);

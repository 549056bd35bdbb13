import type { Schema } from '../api/client.js';

type Dispatch = Schema<'Dispatch'>;

const STATES: Record<Dispatch['state'], string> = {
  running: 'Dialling',
  paused: 'Paused',
  tripped: 'Stopped by the breaker',
};

const KINDS: Record<Schema<'WebhookKind'>['kind'], string> = {
  voice: 'what a call says',
  fallback: 'what a call says when the first answer failed',
  recorded: 'the end of a recording, in a call',
  status: 'how calls go',
  recording: 'recordings',
  probe: 'Probe of npm run doctor',
  other: 'nothing that Atlas knows',
};

export const operationWords = {
  lead: 'Whether calls are dialled, what waits and why, and what Atlas stands on.',
  dialling: 'Dialling',
  states: STATES,
  pause: 'Pause',
  resume: 'Resume',
  pauseTitle: 'Pause dialling?',
  pauseText:
    'No further call is dialled, on any instance, until somebody resumes. Calls that go on are not touched.',
  resumeTitle: 'Resume dialling?',
  resumeText: (waiting: number): string =>
    waiting === 1
      ? 'One call waits: it is dialled as soon as it is due.'
      : `${waiting} calls wait: they are dialled in their order, as soon as they are due.`,
  isPaused: 'It is paused already.',
  isRunning: 'It is not paused.',
  facts: {
    waiting: 'Calls waiting',
    live: 'Calls under way',
    pace: 'Pace, at most',
    room: 'Under way at a time, at most',
    leader: 'Dialled by',
    since: 'since',
  },
  perSecond: (rate: number): string => `${rate} a second`,
  noRoomLimit: 'no limit',
  nobody: 'nobody',
  why: {
    pausedAt: 'Somebody has paused dialling:',
    refused: 'Twilio refuses the account:',
    failing: 'Too many calls failed for reasons of Twilio’s or of Atlas.',
    retryAt: 'A single call is tried at',
    noLeader: 'No instance dials at this moment: one takes over within seconds where any is well.',
    full: (most: number): string =>
      `As many calls are under way as may be (${most}): the next one is dialled when one ends.`,
    well: 'Calls are dialled as they come due.',
  },
  queue: 'Calls that wait',
  queueEmpty: 'No call waits.',
  columns: {
    to: 'To',
    user: 'For',
    waitsFor: 'Waits for',
    until: 'Until',
    priority: 'Priority',
    attempts: 'Dialled before',
    created: 'Asked for',
    expires: 'Expires',
  },
  due: 'it is due',
  never: 'never',
  webhooks: {
    title: 'Webhooks from Twilio',
    lastDay: 'In the last 24 hours, on all instances; those of other instances are told once a minute.',
    received: 'Received',
    accepted: 'Accepted',
    refused: 'Refused',
    failed: 'Failed',
    kind: 'About',
    kinds: KINDS,
    none: 'None came in the last 24 hours.',
    refusals: 'Why some were refused',
    reason: 'Reason',
    meaning: 'What it means',
    count: 'How many',
    last: 'The last',
  },
  health: {
    title: 'What Atlas stands on',
    database: 'Database',
    twilio: 'Twilio',
    mode: 'Phones',
    version: 'Version',
    healthy: 'well',
    unhealthy: 'not well',
    live: 'real ones ring',
    simulated: 'simulated',
    twilioAsked: 'Twilio is asked at most every 30 seconds.',
  },
} as const;

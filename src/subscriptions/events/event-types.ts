/** Everything that can be told of, by its name; the texts are for people. */
export const EVENT_TYPES = {
  'call.created': 'A call was taken, and waits to be dialled.',
  'call.waiting': 'It waits, again or longer, until `due_at`; `reason` says for what.',
  'call.rescheduled': 'A client has changed when it is due, or what is said.',
  'call.end_requested': 'A client wants it to end: `wish` is cancel or hangup.',
  'call.ended':
    'It is over, with `status`. Told again with another status where Twilio corrects itself later.',
  'attempt.started': 'Twilio is asked to dial.',
  'attempt.ringing': 'It rings.',
  'attempt.answered': 'Somebody, or a machine, has answered.',
  'attempt.ended': 'The attempt is over, with `status`.',
  'recording.started': 'Twilio records.',
  'recording.completed': 'The recording can be heard.',
  'recording.failed': 'There is no recording: it failed, or nothing was heard.',
  'transcription.completed': 'The recording was transcribed.',
  'transcription.failed': 'It could not be transcribed.',
  'feedback.given': 'Feedback on the call was given, or replaced.',
  'subscription.disabled':
    'Another endpoint is told of nothing any more: it had failed for days, or is gone.',
  'subscription.test': 'Somebody wants to see whether this endpoint works. Sent whatever types it asks for.',
} as const;

export type EventType = keyof typeof EVENT_TYPES;

const ALL = Object.keys(EVENT_TYPES) as EventType[];

/** What an endpoint may ask for: types, all of a subject such as `call.*`, or `*`. */
export const EVENT_PATTERNS: readonly string[] = [
  '*',
  ...new Set(ALL.map((type) => `${type.split('.')[0]}.*`)),
  ...ALL,
];

/** Whether an endpoint that asks for these is told of this type. */
export const isAskedFor = (patterns: readonly string[], type: EventType): boolean =>
  patterns.some((pattern) => pattern === '*' || pattern === type || pattern === `${type.split('.')[0]}.*`);

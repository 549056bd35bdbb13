import type { Call, StoryLine } from '../calls/call.js';
import { ENDINGS } from '../calls/endings.js';

const MAX_RING_SECONDS = 600;
const MAX_MESSAGE = 50_000;
const MAX_SPEECH = 1000;
const MAX_KEYS = 32;
/** From the dialling to the ringing. */
const DIALLING_SECONDS = 0.5;
/** What each final status says of the callee; what is still going on counts as answered. */
const OUTCOME_OF: Readonly<Record<string, string>> = {
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'fails',
  canceled: 'no-answer',
};

const textsOf = (call: Call, what: StoryLine['what']): string[] =>
  call.story.filter((line) => line.what === what && line.text !== '').map(({ text }) => text);

const ringSeconds = ({ startTime, answerTime, endTime, clock }: Call): number => {
  if (!startTime) return 0;
  const until = answerTime ?? endTime ?? clock.now();
  const seconds = (until.getTime() - startTime.getTime()) / 1000 - DIALLING_SECONDS;
  return Math.min(MAX_RING_SECONDS, Math.max(0, Math.round(seconds)));
};

/** Settings of a callee that does again what was done in this call, as `PUT /simulator/callees/{number}` takes them. */
export function testCaseOf(call: Call): Record<string, unknown> {
  const { callee, status, sipCode, durationSeconds } = call;
  const recorded = textsOf(call, 'recorded');
  const speech = textsOf(call, 'heard').filter(
    (text) => text !== callee.greeting && !recorded.some((message) => message.includes(text)),
  );
  const outcome = OUTCOME_OF[status] ?? 'answers';
  const isRefused = outcome !== 'answers' && sipCode !== null && sipCode >= 300 && sipCode < 700;
  const isHungUp = outcome === 'answers' && call.endReason === ENDINGS.hang_up.ending.reason;
  return {
    like: 'message',
    outcome,
    ...(isRefused && { sip_code: sipCode }),
    ring_seconds: ringSeconds(call),
    kind: callee.kind,
    greeting: callee.greeting,
    message: recorded.join(' ').slice(0, MAX_MESSAGE),
    keys: textsOf(call, 'pressed').join('').slice(0, MAX_KEYS),
    speech: speech.join(' ').slice(0, MAX_SPEECH),
    ...(isHungUp && { hangs_up_after_seconds: durationSeconds ?? 0 }),
    interactive: false,
  };
}

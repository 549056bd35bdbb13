import type { Call } from '../calls/model/call.js';
import type { Asked, CallPart, Check } from '../calls/model/call-check.js';
import type { RecordingOwner } from '../recordings/recording.js';
import type { AttemptFacts } from './attempt-facts.js';

/** What is asked about: one attempt of a call. */
export interface Subject {
  call: Call;
  facts: AttemptFacts;
  /** How Twilio was last asked for this part. */
  asked?: Asked;
  /** The claim on the call: storing what is learnt must not end it. */
  check?: Check;
}

/**
 * What Twilio's answer was: `answered` the present state, `in-vain` nothing new, `done` all that there will ever be,
 * `absent` Twilio says that it does not know the call.
 */
export type Finding = 'answered' | 'in-vain' | 'done' | 'absent';

/** Asks Twilio one question, whose answer tells these parts, and stores the answer. */
export interface Inquiry {
  readonly parts: readonly CallPart[];
  /** Throws TwilioError, which counts as asked in vain. */
  ask(subject: Subject): Promise<Finding>;
}

/** The record of how a part was asked for, after one more question. */
export const askedAfter = (before: Asked | undefined, finding: Finding, at: Date): Asked => {
  if (finding === 'answered') return { tries: 0, at };
  const tries = (before?.tries ?? 0) + 1;
  if (finding === 'done') return { tries, at, done: true };
  const absentSince = before?.absentSince ?? (finding === 'absent' ? at : undefined);
  return { tries, at, ...(absentSince && { absentSince }) };
};

/** The attempt's SID. Only the question about an unclear request to dial does without one. */
export const sidOf = ({ facts }: Subject): string => {
  const { sid } = facts.attempt;
  if (!sid) throw new Error('An attempt without a SID cannot be asked about');
  return sid;
};

export const refOf = (subject: Subject): { callId: string; n: number; sid: string; hasPlan: boolean } => ({
  callId: subject.call.id,
  n: subject.facts.attempt.n,
  sid: sidOf(subject),
  hasPlan: subject.call.plan !== undefined,
});

export const ownerOf = (subject: Subject): RecordingOwner => ({
  callId: subject.call.id,
  attempt: subject.facts.attempt.n,
  callSid: sidOf(subject),
});

/** Whether the attempt ended so long ago that Twilio's list of what belongs to it is whole. */
export const endedBefore = ({ facts }: Subject, ms: number): boolean =>
  Date.now() - facts.endedAt.getTime() >= ms;

/** Why an attempt was never dialled, or a call is over, in Twilio's words or in ours. */
export interface FailureReason {
  code: string;
  message: string;
}

/** The code of a call that a rule about who may be called has ended; the message is the rule and why. */
export const NOT_ALLOWED = 'not-allowed';

/**
 * `time` it is scheduled, `retry` the pause after an attempt, `window` hours in which nobody is called, `pace` its turn,
 * `error` it could not be sent lately, `rule` a rule about who may be called forbids it until then.
 */
export type WaitingFor = 'time' | 'retry' | 'window' | 'pace' | 'error' | 'rule';

/** What holds up all calls that are due. */
export type HeldUp = 'pause' | 'breaker' | 'concurrency';

/** What a client wants: a call ended whatever its state, or only while nobody has answered it. */
export type WishKind = 'hangup' | 'cancel';

/**
 * That a client wants the call to end. From then on no attempt of it begins, whatever its plan says. Of several wishes
 * it is the strongest: a hangup may follow a cancel, and stays.
 */
export interface Wish {
  kind: WishKind;
  /** When the first was made. */
  at: Date;
}

/** What a client has changed, by the field's name, as it was and as it is: in short, for people. */
export type Amendments = Record<
  string,
  { from: string | number | Date | null; to: string | number | Date | null }
>;

/**
 * Something that happened to the call itself, beside what was learnt of its attempts:
 * `waiting` it waits to be dialled; `rescheduled` a client has changed what it waits for, or what is said; `undone` an
 * attempt was surely not sent, and is none; `hangup` and `cancel` a client's wish; `over` no attempt follows; `feedback`
 * was given; `erased` all that told of a person was taken out of it, what happened before too.
 */
export type CallStep =
  | { kind: 'waiting'; at: Date; why: WaitingFor; until: Date }
  | { kind: 'rescheduled'; at: Date; why: WaitingFor; until: Date; changes: Amendments }
  | { kind: 'undone'; at: Date; n: number; reason: FailureReason }
  | { kind: WishKind; at: Date }
  | { kind: 'over'; at: Date; reason: FailureReason }
  | { kind: 'feedback' | 'erased'; at: Date };

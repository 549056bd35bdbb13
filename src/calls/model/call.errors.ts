import { DomainError } from '../../common/domain-error.js';

export class CallNotFoundError extends DomainError {
  readonly code = 'call-not-found';
  readonly kind = 'not-found';

  constructor(idOrSid: string) {
    super(`Call not found: ${idOrSid}`);
  }
}

/** A rule about who may be called forbids the call. The same request may be allowed once the rule, or the day, is another one. */
export class CallNotAllowedError extends DomainError {
  readonly code = 'call-not-allowed';
  readonly kind = 'forbidden';
  override readonly isWorthRetrying = true;

  /** `ruleAndWhy`: the name of the rule, a colon, and why. */
  constructor(ruleAndWhy: string) {
    super(`Call not allowed: ${ruleAndWhy}`);
  }
}

/** Nothing is learnt any more of a call that holds nothing of a person. */
export class CallErasedError extends DomainError {
  readonly code = 'call-erased';
  readonly kind = 'conflict';

  constructor() {
    super('Call was erased: nothing more is kept of it');
  }
}

/** Too late to end a call. */
export class CallAlreadyEndedError extends DomainError {
  readonly code = 'call-already-ended';
  readonly kind = 'conflict';

  constructor(status: string) {
    super(`Call has already ended: ${status}`);
  }
}

/** Too late to cancel a call. */
export class CallInProgressError extends DomainError {
  readonly code = 'call-in-progress';
  readonly kind = 'conflict';

  constructor() {
    super('Call is in progress: hang up instead');
  }
}

/** Too early to end a call: Twilio gave no clear answer to the request to dial it, and no callback has named it. */
export class CallNotDialledError extends DomainError {
  readonly code = 'call-not-dialled';
  readonly kind = 'conflict';

  constructor() {
    super('Call cannot be ended yet: whether Twilio has dialled it is not known');
  }
}

/** Each time that what a client wants was to be stored, the call had just changed. */
export class CallChangingError extends DomainError {
  readonly code = 'call-changing';
  readonly kind = 'conflict';

  constructor(what: 'ended' | 'rescheduled' | 'erased' = 'ended') {
    super(`Call cannot be ${what} yet: it is changing at this moment`);
  }
}

/** What is being dialled is dialled as it was planned. */
export class CallBeingDialledError extends DomainError {
  readonly code = 'call-being-dialled';
  readonly kind = 'conflict';

  constructor() {
    super('Call is being dialled: it can be rescheduled only while it waits');
  }
}

/** A client wants the call to end: nothing of it is dialled any more. */
export class CallToEndError extends DomainError {
  readonly code = 'call-to-end';
  readonly kind = 'conflict';

  constructor() {
    super('Call is to end, as a client wished: it cannot be rescheduled');
  }
}

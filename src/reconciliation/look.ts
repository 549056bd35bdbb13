import type { Call } from '../calls/model/call.js';
import type { AskedPart, CallPart } from '../calls/model/call-check.js';
import { askedAfter, type Finding } from './inquiry.js';

/** The error that a question about a part ended with. */
export interface Failure {
  n: number;
  part: CallPart;
  error: unknown;
}

/** One look at a call: each part of each attempt is asked for at most once; an answer may lead to further parts. */
export class Look {
  readonly asked: AskedPart[] = [];
  readonly failures: Failure[] = [];

  constructor(public call: Call) {}

  hasAsked(n: number, part: CallPart): boolean {
    return this.asked.some((each) => each.n === n && each.part === part);
  }

  note(n: number, part: CallPart, finding: Finding): void {
    const before = this.call.attempts.find((each) => each.n === n)?.asked?.[part];
    this.asked.push({ n, part, asked: askedAfter(before, finding, new Date()) });
  }

  /** Takes the call as it is stored now, and adds the questions of this look, which are not stored yet. */
  update(call: Call): void {
    const attempts = call.attempts.map((attempt) => {
      const own = this.asked.filter(({ n }) => n === attempt.n);
      const asked = Object.fromEntries(own.map(({ part, asked: how }) => [part, how]));
      return own.length > 0 ? { ...attempt, asked: { ...attempt.asked, ...asked } } : attempt;
    });
    this.call = { ...call, attempts };
  }
}

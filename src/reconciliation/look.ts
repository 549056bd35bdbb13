import type { Attempt, Call } from '../calls/model/call.js';
import type { AskedPart, CallPart } from '../calls/model/call-check.js';
import { askedAfter, type Finding } from './inquiry.js';

/** The error that a question about a part ended with. */
export interface Failure {
  n: number;
  part: CallPart;
  error: unknown;
}

type Dialled = Pick<Attempt, 'n' | 'createdAt'>;

/** Whether both are of one attempt: one that was undone has left its number to the next. */
const isSame = (one: Dialled, other: Dialled): boolean =>
  one.n === other.n && one.createdAt.getTime() === other.createdAt.getTime();

/** One look at a call: each part of each attempt is asked for at most once; an answer may lead to further parts. */
export class Look {
  readonly asked: AskedPart[] = [];
  readonly failures: Failure[] = [];

  constructor(public call: Call) {}

  hasAsked(attempt: Attempt, part: CallPart): boolean {
    return this.asked.some((each) => isSame(each, attempt) && each.part === part);
  }

  note({ n, createdAt, asked }: Attempt, part: CallPart, finding: Finding): void {
    this.asked.push({ n, createdAt, part, asked: askedAfter(asked?.[part], finding, new Date()) });
  }

  /** Takes the call as it is stored now, and adds the questions of this look, which are not stored yet. */
  update(call: Call): void {
    const attempts = call.attempts.map((attempt) => {
      const own = this.asked.filter((each) => isSame(each, attempt));
      const asked = Object.fromEntries(own.map(({ part, asked: how }) => [part, how]));
      return own.length > 0 ? { ...attempt, asked: { ...attempt.asked, ...asked } } : attempt;
    });
    this.call = { ...call, attempts };
  }
}

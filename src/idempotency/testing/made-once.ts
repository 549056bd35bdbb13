import { randomUUID } from 'node:crypto';
import { DomainError, type ErrorKind } from '../../common/domain-error.js';
import type { OnceOnly } from '../idempotency.service.js';

/** An expected failure of this kind. */
export class SomeFailure extends DomainError {
  readonly code = 'some-failure';

  constructor(
    readonly kind: ErrorKind,
    override readonly isWorthRetrying = false,
  ) {
    super(`some ${kind} failure`);
  }
}

/** What happens to one execution: how its dial ends, or at which step it fails or is killed. */
export type Fate =
  | 'accepted'
  | 'refused'
  | 'refused for now'
  | 'unsent'
  | 'fails before it stores'
  | 'is refused before it stores'
  | 'fails after it stored'
  | 'fails after it dialled'
  | 'killed before it stores'
  | 'killed after it stored'
  | 'killed after it dialled';

export interface Made {
  id: string;
}

/** What is thrown where nothing was dialled. */
const FAILURES = {
  refused: () => new SomeFailure('upstream-refused'),
  'refused for now': () => new SomeFailure('upstream-refused', true),
  unsent: () => new SomeFailure('unavailable'),
};
type Undialled = keyof typeof FAILURES;
const isUndialled = (outcome: string | undefined): outcome is Undialled =>
  Object.keys(FAILURES).includes(outcome ?? '');

const forEver = (): Promise<never> => new Promise(() => undefined);

/** A stand-in for placing a call: it is stored, then dialled, then what came of that is stored. */
export class DialledThings {
  readonly stored = new Map<string, 'unknown' | 'accepted' | Undialled>();
  /** The ids in the order in which they were dialled. */
  readonly dialled: string[] = [];

  /** `pause` is awaited between any two steps. */
  constructor(private readonly pause: () => Promise<void> = async () => undefined) {}

  work(fate: Fate): OnceOnly<Made> {
    return {
      execute: (id = randomUUID()) => this.make(id, fate),
      recover: async (id) => {
        await this.pause();
        const outcome = this.stored.get(id);
        if (isUndialled(outcome)) throw FAILURES[outcome]();
        return outcome ? { id } : null;
      },
    };
  }

  private async make(id: string, fate: Fate): Promise<Made> {
    await this.at('before it stores', fate);
    if (fate === 'is refused before it stores') throw new SomeFailure('unavailable');
    if (this.stored.has(id)) throw new Error(`duplicate key: ${id}`);
    this.stored.set(id, 'unknown');
    await this.at('after it stored', fate);
    this.dialled.push(id);
    await this.at('after it dialled', fate);
    if (isUndialled(fate)) {
      this.stored.set(id, fate);
      throw FAILURES[fate]();
    }
    this.stored.set(id, 'accepted');
    return { id };
  }

  private async at(step: string, fate: Fate): Promise<void> {
    await this.pause();
    if (fate === `fails ${step}`) throw new Error(`it ${fate}`);
    if (fate === `killed ${step}`) await forEver();
  }
}

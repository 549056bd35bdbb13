import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../common/domain-error.js';
import { FlightLease } from './flight-lease.js';
import { fingerprintOf, hashOfKey } from './idempotency-key.js';
import { KeyInFlightError, KeyReusedError, ReplayedFailure } from './idempotency.errors.js';
import { IdempotencyRepository } from './idempotency.repository.js';
import type { IdempotentRequest } from './idempotent-request.js';
import {
  EXPIRED,
  isKept,
  type KeyClaim,
  newClaim,
  type StoredAnswer,
  toStoredFailure,
  NO_FINGERPRINT,
} from './key-record.js';

/** Something that makes a resource, and must not make a second one when it is asked again. */
export interface OnceOnly<T> {
  /**
   * Makes the resource and answers it: under this id where the request has a key, and can be asked again; then it has to
   * fail where there is one with this id.
   */
  execute: (resourceId?: string) => Promise<T>;
  /** Answers the resource with this id as it is stored, or null; throws the DomainError that was its answer. */
  recover: (resourceId: string) => Promise<T | null>;
}

/** A request that may have been answered before. */
export interface Asked {
  request: IdempotentRequest;
  /** The validated one. */
  body: object;
}

/** The first answer to a request, once more. */
export type AnsweredBefore<T> = { body: T } | { failure: ReplayedFailure };

/** `isFirst`: no other flight has ever held this claim's resource id. */
type Claimed = { claim: KeyClaim; isFirst: boolean } | { answer: StoredAnswer };

/** `isEarlier`: an earlier request made it, whose answer could not be noted down. */
type Made<T> = { body: T; isEarlier?: boolean };
/** `isIdSpent`: nobody can make a resource under the claim's id any more. */
type Outcome<T> = Made<T> | { failure: unknown; isIdSpent: boolean };

const CLAIM_TRIES = 3;

const again = <T>(answer: StoredAnswer): AnsweredBefore<T> =>
  'failure' in answer
    ? { failure: new ReplayedFailure(answer.failure) }
    : { body: JSON.parse(answer.json) as T };

@Injectable()
export class IdempotencyService {
  private readonly logger = new Logger(IdempotencyService.name);

  constructor(
    private readonly keys: IdempotencyRepository,
    private readonly lease: FlightLease,
  ) {}

  /**
   * Executes a request, once for all that have the same key; `body` is the validated one.
   * Throws KeyReusedError, KeyInFlightError, and what the work throws.
   */
  async once<T>(request: IdempotentRequest, body: object, work: OnceOnly<T>): Promise<T> {
    const { key, caller, route } = request;
    if (key === undefined) return work.execute();
    const claimed = await this.claim(hashOfKey(caller, route, key), fingerprintOf(route, body));
    if ('claim' in claimed) {
      const { body: made, isEarlier } = await this.fly(claimed.claim, claimed.isFirst, work);
      if (isEarlier) request.markReplayed();
      return made;
    }
    request.markReplayed();
    const before = again<T>(claimed.answer);
    if ('failure' in before) throw before.failure;
    return before.body;
  }

  /** The first answers to those of these requests that have one; in the place of each other nothing. Executes nothing. */
  async answersTo<T>(all: readonly Asked[]): Promise<(AnsweredBefore<T> | undefined)[]> {
    const named = all.map(({ request: { key, caller, route }, body }) => ({
      id: key === undefined ? '' : hashOfKey(caller, route, key),
      fingerprint: fingerprintOf(route, body),
    }));
    const ids = named.map(({ id }) => id).filter((id) => id !== '');
    const found = ids.length > 0 ? await this.keys.findAll(ids) : [];
    const known = new Map(found.map((record) => [`${record.id} ${record.fingerprint}`, record.answer]));
    return named.map(({ id, fingerprint }) => {
      const answer = known.get(`${id} ${fingerprint}`);
      return answer && again<T>(answer);
    });
  }

  /** Looks again where another request was faster: then there is an answer, or a flight to wait for. */
  private async claim(id: string, fingerprint: string): Promise<Claimed> {
    for (let tries = 0; tries < CLAIM_TRIES; tries += 1) {
      const claim = newClaim(id, fingerprint, this.lease.ms);
      if (await this.keys.insert(claim)) return { claim, isFirst: true };
      const found = await this.keys.find(id);
      if (!found) continue;
      if (found.fingerprint !== fingerprint && found.fingerprint !== NO_FINGERPRINT)
        throw new KeyReusedError();
      if (found.answer) return { answer: found.answer };
      if (found.leaseUntil > claim.claimedAt) break;
      const next = { ...claim, resourceId: found.resourceId };
      if (await this.keys.takeOver(found, next)) return { claim: next, isFirst: false };
    }
    throw new KeyInFlightError();
  }

  private async fly<T>(claim: KeyClaim, isFirst: boolean, work: OnceOnly<T>): Promise<Made<T>> {
    const stopRenewing = this.lease.hold((until) => this.settle(() => this.keys.renew(claim, until)));
    let outcome: Outcome<T>;
    try {
      outcome = await this.attempt(claim, isFirst, work);
    } finally {
      await stopRenewing();
    }
    await this.settle(() => this.land(claim, outcome));
    if ('failure' in outcome) throw outcome.failure;
    return outcome;
  }

  private async attempt<T>(claim: KeyClaim, isFirst: boolean, work: OnceOnly<T>): Promise<Outcome<T>> {
    const { resourceId } = claim;
    try {
      const stored = isFirst ? null : await work.recover(resourceId);
      if (stored !== null) return { body: stored, isEarlier: true };
      return { body: await work.execute(resourceId) };
    } catch (error) {
      return this.lookAgain(error, claim, isFirst, work);
    }
  }

  /**
   * A failure does not tell whether the resource was made, by this flight or another: its store does. Throws where
   * that cannot tell either; the lease then ends by itself, and the next request looks there again.
   */
  private async lookAgain<T>(
    error: unknown,
    { resourceId }: KeyClaim,
    isFirst: boolean,
    work: OnceOnly<T>,
  ): Promise<Outcome<T>> {
    const isExpected = error instanceof DomainError;
    try {
      const stored = await work.recover(resourceId);
      if (stored === null) return { failure: error, isIdSpent: isFirst && isExpected };
      this.logger.error(`${resourceId} is stored although its request failed; answered as stored`, error);
      return { body: stored };
    } catch (answer) {
      if (!(answer instanceof DomainError)) throw error;
      // Another flight may have stored an answer for good while this one failed on the way.
      const isOwn = isExpected && isKept(error) === isKept(answer);
      return { failure: isOwn ? error : answer, isIdSpent: true };
    }
  }

  /** An id that a paused flight may still use is left to the next one, so that only one of the two can. */
  private land<T>(claim: KeyClaim, outcome: Outcome<T>): Promise<boolean> {
    if ('body' in outcome) return this.keys.answer(claim, { json: JSON.stringify(outcome.body) });
    const { failure, isIdSpent } = outcome;
    if (failure instanceof DomainError && isKept(failure))
      return this.keys.answer(claim, { failure: toStoredFailure(failure) });
    return isIdSpent ? this.keys.remove(claim) : this.keys.renew(claim, EXPIRED);
  }

  /** What was done is answered even where it cannot be noted down: the next request finds the resource itself. */
  private async settle(write: () => Promise<boolean>): Promise<void> {
    try {
      if (!(await write())) this.logger.warn('A flight was taken over before it ended');
    } catch (error) {
      this.logger.error('What became of a flight could not be stored', error);
    }
  }
}

import { Injectable } from '@nestjs/common';
import { AttemptsService } from '../../calls/attempts/attempts.service.js';
import { CallQueueService } from '../../calls/queue/call-queue.service.js';
import { DispatchService } from '../../dispatch/dispatch.service.js';
import { canonicalNumber } from '../../common/phone-number.js';
import { SecretsService } from '../../secrets/secrets.service.js';
import { NOTHING_KNOWN } from '../facts/number-facts.js';
import { RuleBookService } from '../rule-book.service.js';
import { objectionBy } from '../objection-by.js';
import type { DoNotCallEntry, DoNotCallOrigin } from './do-not-call-entry.js';
import { NotListedError } from './do-not-call.errors.js';
import { DoNotCallRepository } from './do-not-call.repository.js';

const WRITES_AT_ONCE = 20;

/** Keeps the list of those who are never called. */
@Injectable()
export class DoNotCallService {
  constructor(
    private readonly list: DoNotCallRepository,
    private readonly secrets: SecretsService,
    private readonly book: RuleBookService,
    private readonly dispatch: DispatchService,
    private readonly queue: CallQueueService,
    private readonly attempts: AttemptsService,
  ) {}

  /**
   * Puts the numbers on the list, however they are spelled, and ends the calls to them that wait. Once this is answered none of them is dialled; it
   * takes about a second, until nothing goes by what the list said before. Answers how many are new.
   */
  async add(numbers: string[], { source, note }: DoNotCallOrigin, addedAt: Date): Promise<number> {
    const distinct = [...new Set(numbers.map(canonicalNumber))];
    const origin = { source, ...(note !== undefined && { note }), addedAt };
    await this.dispatch.rulesWillChange();
    const added = await this.list.add(
      distinct.map((number) => ({ id: this.idOf(number), lastFour: number.slice(-4), ...origin })),
    );
    // Also where all were there before: an earlier request may have failed between the two.
    await Promise.all([this.dispatch.rulesChanged(), this.endWaiting(distinct)]);
    return added;
  }

  /** Throws NotListedError. */
  async remove(number: string): Promise<void> {
    if (!(await this.list.remove(this.idOf(number)))) throw new NotListedError();
    await this.dispatch.rulesChanged();
  }

  /** Throws NotListedError. */
  async get(number: string): Promise<DoNotCallEntry> {
    const entry = await this.list.find(this.idOf(number));
    if (!entry) throw new NotListedError();
    return entry;
  }

  private idOf(number: string): string {
    return this.secrets.hash('numbers', canonicalNumber(number));
  }

  /** What is put into the queue meanwhile ends when its time comes. */
  private async endWaiting(numbers: string[]): Promise<void> {
    const calls = await this.queue.findWaitingTo(numbers);
    for (let i = 0; i < calls.length; i += WRITES_AT_ONCE)
      await Promise.all(calls.slice(i, i + WRITES_AT_ONCE).map((call) => this.end(call)));
  }

  private async end(call: Parameters<AttemptsService['sendAway']>[0]): Promise<void> {
    const facts = { ...NOTHING_KNOWN, isListed: true };
    const forbidden = this.book.refusalByFacts(call.to, new Date(), { facts });
    if (forbidden) await this.attempts.sendAway(call, objectionBy(forbidden, call));
  }
}

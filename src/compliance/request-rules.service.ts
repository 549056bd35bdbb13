import { Injectable } from '@nestjs/common';
import type { Forbidden } from '../calls/attempts/calling-rules.js';
import type { Call } from '../calls/model/call.js';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import { beginningOfDay, dayFactsOf } from './facts/day-tally.js';
import { FactsService } from './facts/facts.service.js';
import { type DayFacts, NOTHING_DIALLED, NOTHING_KNOWN } from './facts/number-facts.js';
import { type KnownOf, RuleBookService } from './rule-book.service.js';
import type { Verdict } from './rules/calling-rule.js';

/** Asks the rules for who asks for a call, by what the database says at that moment. */
@Injectable()
export class RequestRulesService {
  constructor(
    private readonly book: RuleBookService,
    private readonly facts: FactsService,
    private readonly queue: CallQueueService,
  ) {}

  /** Why the call may not be asked for that would be dialled then; null where nothing is against it. */
  async refusalOf(
    { to, requestedBy }: Pick<Call, 'to' | 'requestedBy'>,
    at: Date,
  ): Promise<Forbidden | null> {
    const never = this.book.refusalOfNumber(to, at);
    return never ?? this.book.refusalOfRequest(to, at, await this.knownOf(to, at, requestedBy));
  }

  /** What each rule says of a call to this number now. */
  async verdicts(to: string, at: Date, requestedBy?: string): Promise<Verdict[]> {
    return this.book.verdicts(to, at, await this.knownOf(to, at, requestedBy));
  }

  /** All that the rules have to know. */
  private async knownOf(to: string, at: Date, requestedBy?: string): Promise<Required<KnownOf>> {
    const { book } = this;
    const needed = { list: true, attempts: book.limitsNumbers };
    const [facts, day, waiting] = await Promise.all([
      this.facts.ofNumbers([to], at, needed),
      book.limitsDays ? this.today(at, requestedBy) : NOTHING_DIALLED,
      book.limitsQueue ? this.queue.countWaiting() : 0,
    ]);
    return { facts: facts.get(to) ?? NOTHING_KNOWN, day, waiting };
  }

  private async today(at: Date, requestedBy?: string): Promise<DayFacts> {
    const tally = await this.facts.since(beginningOfDay(at));
    return dayFactsOf(tally, this.book.terms.estimatedCostPerCall, requestedBy);
  }
}

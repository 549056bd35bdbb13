import { Injectable } from '@nestjs/common';
import type { Forbidden } from '../calls/attempts/calling-rules.js';
import type { Call } from '../calls/model/call.js';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import { Clock } from '../common/time/clock.service.js';
import { DayReading } from './facts/day-reading.js';
import { beginningOfDay, dayFactsOf } from './facts/day-tally.js';
import { FactsService } from './facts/facts.service.js';
import { type DayFacts, NOTHING_DIALLED, NOTHING_KNOWN } from './facts/number-facts.js';
import { WaitingCount } from './facts/waiting-count.js';
import { type KnownOf, RuleBookService } from './rule-book.service.js';
import type { Verdict } from './rules/calling-rule.js';

type Asked = Pick<Call, 'to' | 'requestedBy'>;

/**
 * Asks the rules for who asks for a call, by what the database says of the number at that moment. What is long to count, the
 * day and the queue, may be some seconds old: whether a call is dialled is asked again before it is.
 */
@Injectable()
export class RequestRulesService {
  private readonly day: DayReading;
  private readonly waiting: WaitingCount;

  constructor(
    private readonly book: RuleBookService,
    private readonly facts: FactsService,
    queue: CallQueueService,
    private readonly clock: Clock,
  ) {
    const now = (): number => clock.monotonic();
    this.day = new DayReading((since) => facts.since(since), now);
    this.waiting = new WaitingCount(() => queue.countWaiting(), now);
  }

  /** Why the call may not be asked for that would be dialled then; null where nothing is against it. */
  async refusalOf(call: Asked, at: Date, isQueued = false): Promise<Forbidden | null> {
    const { book } = this;
    const never = book.refusalOfNumber(call.to, at);
    if (never) return never;
    const most = book.terms.maxQueueLength;
    const waiting = most && !isQueued ? this.waiting.before(most) : 0;
    return book.refusalOfRequest(call.to, at, await this.knownOf(call, at, waiting));
  }

  /** What each rule says of a call to this number now. */
  async verdicts(to: string, at: Date, requestedBy?: string): Promise<Verdict[]> {
    const waiting = this.book.limitsQueue ? this.waiting.get() : 0;
    return this.book.verdicts(to, at, await this.knownOf({ to, requestedBy }, at, waiting));
  }

  /** All that the rules have to know. */
  private async knownOf(
    { to, requestedBy }: Asked,
    at: Date,
    counted: Promise<number> | number,
  ): Promise<Required<KnownOf>> {
    const { book } = this;
    const needed = { list: true, attempts: book.limitsNumbers };
    const [facts, day, waiting] = await Promise.all([
      this.facts.ofNumbers([to], at, needed),
      book.limitsDays ? this.dayOf(at, requestedBy) : NOTHING_DIALLED,
      counted,
    ]);
    return { facts: facts.get(to) ?? NOTHING_KNOWN, day, waiting };
  }

  private async dayOf(at: Date, requestedBy?: string): Promise<DayFacts> {
    const since = beginningOfDay(at);
    if (since.getTime() > this.clock.wall()) return NOTHING_DIALLED;
    return dayFactsOf(await this.day.get(since), this.book.terms.estimatedCostPerCall, requestedBy);
  }
}

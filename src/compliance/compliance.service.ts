import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Objection } from '../calls/attempts/attempt-check.js';
import { AttemptsService } from '../calls/attempts/attempts.service.js';
import { CallingRules, type Forbidden, type Standing, UNSURE } from '../calls/attempts/calling-rules.js';
import type { Call } from '../calls/model/call.js';
import { DayTally } from './facts/day-tally.js';
import { FactsService } from './facts/facts.service.js';
import { KnownFacts } from './facts/known-facts.js';
import { type NumberFacts, NOTHING_KNOWN } from './facts/number-facts.js';
import { PendingAttempts } from './facts/pending-attempts.js';
import { objectionBy } from './objection-by.js';
import { RequestRulesService } from './request-rules.service.js';
import { type KnownOf, RuleBookService } from './rule-book.service.js';

/**
 * Has the rules asked before each attempt, and at each request. What who dials has looked up counts as long as the lists
 * are as they were then, of which the leader hears with each confirmation, and no attempt to the number was dialled since:
 * only the leader dials.
 */
@Injectable()
export class ComplianceService extends CallingRules implements OnModuleInit {
  private readonly known = new KnownFacts();
  private readonly pending = new PendingAttempts();
  private readonly day: DayTally;

  constructor(
    private readonly book: RuleBookService,
    private readonly facts: FactsService,
    private readonly requests: RequestRulesService,
    private readonly attempts: AttemptsService,
  ) {
    super();
    const { estimatedCostPerCall, maxSpendPerDay } = book.terms;
    this.day = new DayTally(estimatedCostPerCall, maxSpendPerDay !== undefined);
  }

  onModuleInit(): void {
    this.attempts.keepTo(this);
  }

  objectionTo(call: Call, standing: Standing): Objection | typeof UNSURE | null {
    const { to } = call;
    const never = this.book.refusalOfNumber(to, standing.at);
    if (never) return objectionBy(never, call);
    const known = this.knownOf(call, standing);
    if (known === UNSURE) return UNSURE;
    const forbidden = known && this.book.refusalByFacts(to, standing.at, known);
    return forbidden && objectionBy(forbidden, call);
  }

  async prepare(calls: Call[], standing: Standing): Promise<void> {
    const { at, term } = standing;
    const numbers = [...new Set(calls.map(({ to }) => to))];
    const unknown = numbers.filter((to) => this.factsOf(to, standing) === null);
    const needed = { list: standing.rules > 0, attempts: this.book.limitsNumbers };
    const mustRead = this.book.limitsDays && this.day.of(at, term) === null;
    await Promise.all([
      unknown.length > 0 && this.known.learn(standing, () => this.facts.ofNumbers(unknown, at, needed)),
      mustRead && this.day.read(at, term, (since) => this.facts.since(since)),
    ]);
  }

  begun(_call: Call, key: string): void {
    this.pending.begun(key);
  }

  sending({ to, requestedBy }: Call, key: string): void {
    this.pending.over(key);
    this.known.forget(to);
    this.day.sending(key, requestedBy);
  }

  landed({ to }: Call, key: string, mayHaveBeenDialled: boolean): void {
    this.pending.over(key);
    this.known.forget(to);
    this.day.landed(key, mayHaveBeenDialled);
  }

  refusalOf(call: Call, at: Date, isQueued?: boolean): Promise<Forbidden | null> {
    return this.requests.refusalOf(call, at, isQueued);
  }

  /** What is known for this call; null where nothing has to be. */
  private knownOf({ to, requestedBy }: Call, standing: Standing): KnownOf | typeof UNSURE | null {
    const facts = this.factsOf(to, standing);
    const { limitsDays } = this.book;
    if (facts === NOTHING_KNOWN && !limitsDays) return null;
    const day = limitsDays ? this.day.of(standing.at, standing.term, requestedBy) : undefined;
    if (facts === null || day === null) return UNSURE;
    const attempts = facts.attempts.filter(({ key }) => !this.pending.has(key));
    return { facts: { ...facts, attempts }, ...(day && { day }) };
  }

  /** Null where they are to be looked up; nothing, where nobody was ever put on the list, and attempts do not count. */
  private factsOf(to: string, standing: Standing): NumberFacts | null {
    if (standing.rules === 0 && !this.book.limitsNumbers) return NOTHING_KNOWN;
    return this.known.of(to, standing);
  }
}

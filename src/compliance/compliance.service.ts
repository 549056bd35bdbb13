import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Objection } from '../calls/attempts/attempt-check.js';
import { AttemptsService } from '../calls/attempts/attempts.service.js';
import { CallingRules, type Forbidden, type Standing, UNSURE } from '../calls/attempts/calling-rules.js';
import type { Call } from '../calls/model/call.js';
import { FactsService } from './facts/facts.service.js';
import { KnownFacts } from './facts/known-facts.js';
import { objectionBy } from './objection-by.js';
import { RuleBookService } from './rule-book.service.js';

/**
 * Has the rules asked before each attempt, and at each request. What who dials has looked up counts as long as the lists
 * are as they were then: the leader hears of each change with each confirmation.
 */
@Injectable()
export class ComplianceService extends CallingRules implements OnModuleInit {
  private readonly known = new KnownFacts();

  constructor(
    private readonly book: RuleBookService,
    private readonly facts: FactsService,
    private readonly attempts: AttemptsService,
  ) {
    super();
  }

  onModuleInit(): void {
    this.attempts.keepTo(this);
  }

  objectionTo(call: Call, standing: Standing): Objection | typeof UNSURE | null {
    const { to } = call;
    const never = this.book.refusalOfNumber(to, standing.at);
    if (never) return objectionBy(never, call);
    // Nobody has ever put a number on the list.
    if (standing.rules === 0) return null;
    const facts = this.known.of(to, standing);
    if (!facts) return UNSURE;
    const forbidden = this.book.refusalByFacts(to, standing.at, facts);
    return forbidden && objectionBy(forbidden, call);
  }

  async prepare(calls: Call[], standing: Standing): Promise<void> {
    const numbers = new Set(calls.map(({ to }) => to));
    const unknown = [...numbers].filter((to) => this.known.of(to, standing) === null);
    if (unknown.length > 0) await this.known.learn(standing, () => this.facts.lookUp(unknown));
  }

  async refusalOf({ to }: Call, at: Date): Promise<Forbidden | null> {
    const never = this.book.refusalOfNumber(to, at);
    if (never) return never;
    const facts = (await this.facts.lookUp([to])).get(to);
    return facts ? this.book.refusalByFacts(to, at, facts) : null;
  }
}

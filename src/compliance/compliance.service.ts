import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Objection } from '../calls/attempts/attempt-check.js';
import { AttemptsService } from '../calls/attempts/attempts.service.js';
import { CallingRules, type Forbidden, type Standing } from '../calls/attempts/calling-rules.js';
import type { Call } from '../calls/model/call.js';
import { NOT_ALLOWED } from '../calls/model/call-step.js';
import { RuleBookService } from './rule-book.service.js';

/** Has the rules asked before each attempt, and at each request. */
@Injectable()
export class ComplianceService extends CallingRules implements OnModuleInit {
  constructor(
    private readonly book: RuleBookService,
    private readonly attempts: AttemptsService,
  ) {
    super();
  }

  onModuleInit(): void {
    this.attempts.keepTo(this);
  }

  objectionTo(call: Call, { at }: Standing): Objection | null {
    const forbidden = this.book.refusalOf(call.to, at);
    if (!forbidden) return null;
    const { ruleAndWhy, until } = forbidden;
    const expiresAt = call.wait?.expiresAt;
    if (until && (!expiresAt || until < expiresAt)) return { kind: 'later', dueAt: until, why: 'rule' };
    return { kind: 'over', status: 'canceled', reason: { code: NOT_ALLOWED, message: ruleAndWhy } };
  }

  async prepare(): Promise<void> {}

  async refusalOf({ to }: Call, at: Date): Promise<Forbidden | null> {
    return this.book.refusalOf(to, at);
  }
}

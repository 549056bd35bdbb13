import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '../common/page.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { UserNotFoundError } from '../users/user.errors.js';
import { UsersService } from '../users/users.service.js';
import { type Erasure, type Subject, subjectOfUser } from './erasure.js';
import { ErasureNotFoundError } from './erasure.errors.js';
import { ErasuresRepository } from './erasures.repository.js';
import { ErasingRounds } from './erasing-rounds.service.js';
import { PersonalCollections } from './personal-collections.service.js';
import { SubjectsService } from './subjects.service.js';
import { accountOf } from './traces-of.js';

/** Takes requests for erasures, and tells what became of them. */
@Injectable()
export class ErasuresService {
  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly subjects: SubjectsService,
    private readonly users: UsersService,
    private readonly rounds: ErasingRounds,
    private readonly collections: PersonalCollections,
    private readonly planClock: PlanClock,
  ) {}

  /** One that is done is answered again, as long as there is no such user any more. Throws UserNotFoundError. */
  eraseUser(userId: string): Promise<Erasure> {
    return this.erase(subjectOfUser(userId), () => this.subjects.findUser(userId), userId);
  }

  eraseCallee(number: string): Promise<Erasure> {
    return this.erase(this.subjects.nameOf(number), async () => this.subjects.callee(number));
  }

  /** Throws ErasureNotFoundError. */
  async get(id: string): Promise<Erasure> {
    const found = await this.erasures.find(id);
    if (!found) throw new ErasureNotFoundError(id);
    return found;
  }

  findPage(request: PageRequest): Promise<Page<Erasure>> {
    return this.erasures.findPage(request);
  }

  private async erase(
    subject: string,
    find: () => Promise<Subject | null>,
    userId?: string,
  ): Promise<Erasure> {
    for (;;) {
      // In this order: a user is gone only where there is an erasure.
      const whose = await find();
      const open = await this.erasures.findOpen(subject);
      const done = open || whose ? null : await this.erasures.findLatest(subject);
      if (done) return done;
      if (!open && !whose) throw new UserNotFoundError(userId ?? '');
      // Null where another one was begun, or this one done, at the same moment.
      const asked = open ? await this.askAgain(open) : whose && (await this.begin(subject, whose));
      if (asked) return asked;
    }
  }

  /** It goes through the calls once more, those that were asked for meanwhile too; null where it is done by now. */
  private async askAgain(asked: Erasure): Promise<Erasure | null> {
    let latest: Erasure | null = asked;
    while (latest?.whose) {
      const { batch, lateAt: _lateAt, ...rest } = latest;
      const now = this.now();
      const step = latest.step === 'account' ? 'account' : 'calls';
      const next = await this.erasures.replace({
        ...rest,
        ...{ requestedAt: now, nextAt: now, step },
        ...(batch && { batch: { ...batch, next: 'calls' as const } }),
      });
      if (next) {
        this.rounds.ring();
        return next;
      }
      latest = await this.erasures.find(asked.id);
    }
    return null;
  }

  private now(): Date {
    return this.planClock.now();
  }

  /** Null where somebody else has begun one at the same moment. */
  private async begin(subject: string, whose: Subject): Promise<Erasure | null> {
    const requestedAt = this.now();
    const traces = accountOf(whose, requestedAt);
    const counts = await this.collections.count(traces);
    const erasure: Erasure = {
      id: randomUUID(),
      kind: whose.kind,
      subject,
      revision: 0,
      requestedAt,
      step: 'account',
      whose,
      open: subject,
      batch: { traces, counts, next: 'calls' },
      erased: {},
      nextAt: requestedAt,
    };
    if (!(await this.erasures.insert(erasure))) return null;
    // Whoever is answered finds the account gone; the rest follows.
    if (whose.userId !== undefined) await this.users.remove(whose.userId);
    this.rounds.ring();
    return erasure;
  }
}

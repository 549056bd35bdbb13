import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '../common/page.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { UserNotFoundError } from '../users/user.errors.js';
import { UsersService } from '../users/users.service.js';
import { type Erasure, joined, type Subject, subjectOfUser } from './erasure.js';
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
  async eraseUser(userId: string): Promise<Erasure> {
    const erasure = await this.erase(subjectOfUser(userId), () => this.subjects.findUser(userId), userId);
    // Whoever is answered finds the account gone; the rest follows.
    await this.users.remove(userId);
    return erasure;
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
      let erasure: Erasure | null;
      // Null where another one was begun, or this one done, at the same moment.
      if (open?.whose) erasure = await this.askAgain(open, joined(open.whose, whose));
      else if (whose) erasure = await this.begin(subject, whose);
      else throw new UserNotFoundError(userId ?? '');
      if (erasure) return erasure;
    }
  }

  /**
   * It goes through the calls once more, those that were asked for meanwhile too. Null where somebody
   * else has changed it at the same moment: it may be done now.
   */
  private async askAgain(open: Erasure, whose: Subject): Promise<Erasure | null> {
    const { batch, lateAt: _lateAt, ...rest } = open;
    const now = this.planClock.now();
    const next = await this.erasures.replace({
      ...rest,
      ...{ requestedAt: now, nextAt: now, step: 'calls', whose },
      ...(batch && { batch: { ...batch, next: 'calls' } }),
    });
    if (next) this.rounds.ring();
    return next;
  }

  /** Null where somebody else has begun one at the same moment. */
  private async begin(subject: string, whose: Subject): Promise<Erasure | null> {
    const requestedAt = this.planClock.now();
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
    this.rounds.ring();
    return erasure;
  }
}

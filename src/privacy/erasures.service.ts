import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '../common/page.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
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
  async eraseUser(userId: string): Promise<Erasure> {
    const subject = subjectOfUser(userId);
    const latest = await this.erasures.findLatest(subject);
    if (latest?.whose) return this.askAgain(latest);
    if (latest && !(await this.users.findById(userId))) return latest;
    return this.begin(subject, await this.subjects.user(userId));
  }

  async eraseCallee(number: string): Promise<Erasure> {
    const subject = this.subjects.nameOf(number);
    const latest = await this.erasures.findLatest(subject);
    return latest?.whose ? this.askAgain(latest) : this.begin(subject, this.subjects.callee(number));
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

  /** One that is not done yet goes through the calls once more, those that were asked for meanwhile too. */
  private async askAgain(asked: Erasure): Promise<Erasure> {
    let latest: Erasure | null = asked;
    while (latest?.whose) {
      const { holder: _holder, batch, lateAt: _lateAt, ...rest } = latest;
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
    return this.get(asked.id);
  }

  private now(): Date {
    return this.planClock.now();
  }

  private async begin(subject: string, whose: Subject): Promise<Erasure> {
    const requestedAt = this.now();
    const traces = accountOf(whose);
    const counts = await this.collections.count(traces);
    const erasure: Erasure = {
      id: randomUUID(),
      kind: whose.kind,
      subject,
      revision: 0,
      requestedAt,
      step: 'account',
      whose,
      batch: { traces, counts, next: 'calls' },
      erased: {},
      nextAt: requestedAt,
    };
    await this.erasures.insert(erasure);
    // Whoever is answered finds the account gone; the rest follows.
    if (whose.userId !== undefined) await this.users.remove(whose.userId);
    this.rounds.ring();
    return erasure;
  }
}

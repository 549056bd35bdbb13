import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '../common/page.js';
import { Clock } from '../common/time/clock.service.js';
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
    private readonly clock: Clock,
  ) {}

  /** One that was asked for before is answered again, as long as there is no such user any more. Throws UserNotFoundError. */
  async eraseUser(userId: string): Promise<Erasure> {
    const subject = subjectOfUser(userId);
    const latest = await this.erasures.findLatest(subject);
    if (latest && (latest.whose || !(await this.users.findById(userId)))) return latest;
    if (!latest && !(await this.users.findById(userId))) throw new UserNotFoundError(userId);
    return this.begin(subject, await this.subjects.user(userId));
  }

  /** One that is not done yet is answered again. */
  async eraseCallee(number: string): Promise<Erasure> {
    const subject = this.subjects.nameOf(number);
    const latest = await this.erasures.findLatest(subject);
    return latest?.whose ? latest : this.begin(subject, this.subjects.callee(number));
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

  private async begin(subject: string, whose: Subject): Promise<Erasure> {
    const requestedAt = new Date(this.clock.wall());
    const traces = accountOf(whose);
    const counts = await this.collections.count(traces);
    const erasure: Erasure = {
      id: randomUUID(),
      kind: whose.kind,
      subject,
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

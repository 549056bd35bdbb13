import { Injectable } from '@nestjs/common';
import { canonicalNumber } from '../common/phone-number.js';
import { SecretsService } from '../secrets/secrets.service.js';
import { handlesOf, type User } from '../users/user.js';
import { UsersService } from '../users/users.service.js';
import type { Subject } from './erasure.js';

/** A number is stored as it came, and called as its numbering plan writes it. */
const spellingsOf = (number: string): string[] => [...new Set([number, canonicalNumber(number)])];

const subjectOf = (user: User): Subject => ({
  ...{ kind: 'user', userId: user.id, handles: handlesOf(user), numbers: spellingsOf(user.phoneNumber) },
});

/** Finds out by what somebody's data is found. */
@Injectable()
export class SubjectsService {
  constructor(
    private readonly users: UsersService,
    private readonly secrets: SecretsService,
  ) {}

  /** Throws UserNotFoundError. */
  async user(userId: string): Promise<Subject> {
    return subjectOf(await this.users.getById(userId));
  }

  async findUser(userId: string): Promise<Subject | null> {
    const user = await this.users.findById(userId);
    return user && subjectOf(user);
  }

  callee(number: string): Subject {
    return { kind: 'callee', handles: [], numbers: spellingsOf(number) };
  }

  /** What a receipt is found by: whoever has no key cannot guess the number from it. */
  nameOf(number: string): string {
    return `number:${this.secrets.hash('erasures', canonicalNumber(number))}`;
  }
}

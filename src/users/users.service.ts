import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '../common/page.js';
import { UserNotFoundError } from './user.errors.js';
import { normalizeEmail, type NewUser, type User, type UserChanges, type UserFilter } from './user.js';
import { UsersRepository } from './users.repository.js';

@Injectable()
export class UsersService {
  constructor(private readonly users: UsersRepository) {}

  /** Throws EmailTakenError or ExternalIdTakenError; fails where there is a user with this id. */
  async create(given: NewUser, id: string = randomUUID()): Promise<User> {
    const now = new Date();
    const user = {
      ...given,
      id,
      email: normalizeEmail(given.email),
      createdAt: now,
      updatedAt: now,
    };
    await this.users.insert(user);
    return user;
  }

  /** Without any change the user is answered as it is. Throws UserNotFoundError, or as `create` does. */
  async update(id: string, given: UserChanges): Promise<User> {
    if (Object.keys(given).length === 0) return this.getById(id);
    const { email } = given;
    const changes = email === undefined ? given : { ...given, email: normalizeEmail(email) };
    const user = await this.users.update(id, changes, new Date());
    if (!user) throw new UserNotFoundError(id);
    return user;
  }

  /** Throws UserNotFoundError, also for an id that is not well formed. */
  async getById(id: string): Promise<User> {
    const user = await this.users.findById(id);
    if (!user) throw new UserNotFoundError(id);
    return user;
  }

  /** Whether there was one. What else is known of it is the matter of the room `privacy`. */
  remove(id: string): Promise<boolean> {
    return this.users.remove(id);
  }

  findById(id: string): Promise<User | null> {
    return this.users.findById(id);
  }

  /** The user whose id or external id this is. */
  findByHandle(handle: string): Promise<User | null> {
    return this.users.findByHandle(handle);
  }

  /** The users whose id or external id is among these, each once, in no order. */
  findByHandles(handles: string[]): Promise<User[]> {
    return this.users.findByHandles(handles);
  }

  /** An e-mail address is found whatever its case. */
  findPage({ email, ...filter }: UserFilter, request: PageRequest): Promise<Page<User>> {
    const address = email === undefined ? {} : { email: normalizeEmail(email) };
    return this.users.findPage({ ...filter, ...address }, request);
  }
}

import { Injectable } from '@nestjs/common';
import { PersonalData, type Traces } from '../common/personal-data.js';
import { toUserDto } from './user.mapper.js';
import { UsersRepository } from './users.repository.js';

/** The accounts themselves. */
@Injectable()
export class PersonalUsers extends PersonalData {
  readonly collection = 'users';
  readonly kept = null;

  constructor(private readonly users: UsersRepository) {
    super();
  }

  async *export({ userId }: Traces): AsyncGenerator<object> {
    const user = userId === undefined ? null : await this.users.findById(userId);
    if (user) yield toUserDto(user);
  }

  async erase({ userId }: Traces): Promise<void> {
    if (userId !== undefined) await this.users.remove(userId);
  }
}

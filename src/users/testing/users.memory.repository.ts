import { pageOffset, type Page, type PageRequest } from '../../common/page.js';
import { EmailTakenError, ExternalIdTakenError } from '../user.errors.js';
import { handlesOf, type User, type UserChanges, type UserFilter } from '../user.js';
import { UsersRepository } from '../users.repository.js';

/** Keeps users in memory, under the same rules as the database. */
export class UsersMemoryRepository extends UsersRepository {
  private readonly users = new Map<string, User>();

  async insert(user: User): Promise<void> {
    if (this.users.has(user.id)) throw new Error(`There is a user ${user.id} already`);
    this.refuseConflict(user);
    this.users.set(user.id, { ...user });
  }

  async update(id: string, changes: UserChanges, updatedAt: Date): Promise<User | null> {
    const user = this.users.get(id);
    if (!user) return null;
    const { externalId, ...rest } = { ...user, ...changes, updatedAt };
    const changed = { ...rest, ...(typeof externalId === 'string' && { externalId }) };
    this.refuseConflict(changed);
    this.users.set(id, changed);
    return { ...changed };
  }

  async remove(id: string): Promise<boolean> {
    return this.users.delete(id);
  }

  async findById(id: string): Promise<User | null> {
    const user = this.users.get(id);
    return user ? { ...user } : null;
  }

  async findByHandle(handle: string): Promise<User | null> {
    const [user] = await this.findByHandles([handle]);
    return user ?? null;
  }

  async findByHandles(handles: string[]): Promise<User[]> {
    return this.all().filter((user) => handlesOf(user).some((handle) => handles.includes(handle)));
  }

  async findPage({ externalId, email }: UserFilter, request: PageRequest): Promise<Page<User>> {
    const all = this.all()
      .filter((user) => externalId === undefined || user.externalId === externalId)
      .filter((user) => email === undefined || user.email === email)
      .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
    const offset = pageOffset(request);
    return { ...request, total: all.length, data: all.slice(offset, offset + request.pageSize) };
  }

  private all(): User[] {
    return [...this.users.values()].map((user) => ({ ...user }));
  }

  private refuseConflict(user: User): void {
    const others = this.all().filter(({ id }) => id !== user.id);
    if (others.some(({ email }) => email === user.email)) throw new EmailTakenError();
    const taken = new Set(others.flatMap(handlesOf));
    if (handlesOf(user).some((handle) => taken.has(handle))) throw new ExternalIdTakenError();
  }
}

import type { Page, PageRequest } from '../common/page.js';
import type { User, UserChanges, UserFilter } from './user.js';

/** Where users are kept: the port, and its injection token. */
export abstract class UsersRepository {
  /**
   * Throws EmailTakenError or ExternalIdTakenError; of writers that race for one value, one wins. Fails where there
   * is a user with this id.
   */
  abstract insert(user: User): Promise<void>;

  /** The user as changed, or null where there is none. Throws as `insert` does. */
  abstract update(id: string, changes: UserChanges, updatedAt: Date): Promise<User | null>;

  /** Whether there was such a user, who is none from then on. */
  abstract remove(id: string): Promise<boolean>;

  abstract findById(id: string): Promise<User | null>;

  /** The one user whose id or external id this is. */
  abstract findByHandle(handle: string): Promise<User | null>;

  /** The users whose id or external id is among these, each once, in no order. */
  abstract findByHandles(handles: string[]): Promise<User[]>;

  /** The users that the filter lets through. Newest first; users of one millisecond by descending id, so that pages never overlap. */
  abstract findPage(filter: UserFilter, request: PageRequest): Promise<Page<User>>;
}

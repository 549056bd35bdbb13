import type { Page, PageRequest } from '../../common/page.js';
import type { ApiKey } from './api-key.js';

/** Where API keys are kept. */
export abstract class ApiKeysRepository {
  abstract insert(key: ApiKey): Promise<void>;
  abstract findByHash(hash: string): Promise<ApiKey | null>;
  abstract findById(id: string): Promise<ApiKey | null>;
  /** Newest first. */
  abstract findPage(request: PageRequest): Promise<Page<ApiKey>>;
  /** Whether one may be used at that time where a key is needed. */
  abstract hasValid(at: Date): Promise<boolean>;
  /** Keeps the first time; null where there is no such key. */
  abstract revoke(id: string, at: Date): Promise<ApiKey | null>;
  /** Notes the use where none was noted since that time. */
  abstract noteUse(id: string, at: Date, since: Date): Promise<void>;
}

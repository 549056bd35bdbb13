import type { Page, PageRequest } from '../../common/page.js';
import { pageOffset } from '../../common/page.js';
import { type ApiKey, isValid } from '../keys/api-key.js';
import { ApiKeysRepository } from '../keys/api-keys.repository.js';

/** Keeps API keys in memory. */
export class ApiKeysMemoryRepository extends ApiKeysRepository {
  /** How often it was asked for a key. */
  reads = 0;
  private readonly keys = new Map<string, ApiKey>();

  async insert(key: ApiKey): Promise<void> {
    this.keys.set(key.id, structuredClone(key));
  }

  async findByHash(hash: string): Promise<ApiKey | null> {
    this.reads += 1;
    return structuredClone([...this.keys.values()].find((key) => key.hash === hash) ?? null);
  }

  async findById(id: string): Promise<ApiKey | null> {
    return structuredClone(this.keys.get(id) ?? null);
  }

  async findPage(request: PageRequest): Promise<Page<ApiKey>> {
    const newest = [...this.keys.values()].reverse();
    const data = newest.slice(pageOffset(request), pageOffset(request) + request.pageSize);
    return { ...request, total: newest.length, data: structuredClone(data) };
  }

  async hasValid(at: Date): Promise<boolean> {
    return [...this.keys.values()].some((key) => isValid(key, at) && !key.onlyWhileOpen);
  }

  async revoke(id: string, at: Date): Promise<ApiKey | null> {
    const key = this.keys.get(id);
    if (key) key.revokedAt ??= at;
    return this.findById(id);
  }

  async noteUse(id: string, at: Date, since: Date): Promise<void> {
    const key = this.keys.get(id);
    if (key && !(key.lastUsedAt && key.lastUsedAt > since)) key.lastUsedAt = at;
  }
}

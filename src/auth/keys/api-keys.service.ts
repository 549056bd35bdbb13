import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '../../common/page.js';
import { Clock } from '../../common/time/clock.service.js';
import { type ApiKey, makeApiKey, type NewApiKey } from './api-key.js';
import { ApiKeyNotFoundError } from './api-keys.errors.js';
import { ApiKeysRepository } from './api-keys.repository.js';

/** Makes, lists and revokes API keys. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly clock: Clock,
  ) {}

  /** The key itself is in this answer and nowhere else. */
  async create(request: NewApiKey): Promise<{ key: string; kept: ApiKey }> {
    const made = makeApiKey(request, new Date(this.clock.wall()));
    await this.keys.insert(made.kept);
    return made;
  }

  list(request: PageRequest): Promise<Page<ApiKey>> {
    return this.keys.findPage(request);
  }

  /** Within five seconds no instance takes the key any more. Throws ApiKeyNotFoundError. */
  async revoke(id: string): Promise<ApiKey> {
    const revoked = await this.keys.revoke(id, new Date(this.clock.wall()));
    if (!revoked) throw new ApiKeyNotFoundError(id);
    return revoked;
  }

  /** Whether anybody can get in by a key. */
  hasValid(): Promise<boolean> {
    return this.keys.hasValid(new Date(this.clock.wall()));
  }
}

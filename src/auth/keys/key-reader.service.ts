import type { IncomingMessage } from 'node:http';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../common/time/clock.service.js';
import { needsNoKey } from '../../config/access-mode.js';
import { Environment } from '../../config/environment.js';
import { AccessService } from '../access.service.js';
import { type Asking, CredentialReader } from '../credential-reader.js';
import type { Principal } from '../principal.js';
import { type ApiKey, hashOfApiKey, isApiKey, isValid } from './api-key.js';
import { ApiKeysRepository } from './api-keys.repository.js';

/** So soon at the latest a key that is revoked is known to be. */
const KNOWN_MS = 3_000;
/** A stranger's guesses push out no more than this, and take no more memory. */
const KNOWN_KEYS = 10_000;
const USE_IS_NOTED_EACH_MS = 60_000;
const BEARER = /^bearer +/i;

/** The keys that the request gives, as they are. */
const keysIn = ({ headersDistinct }: IncomingMessage): string[] => {
  const bearers = (headersDistinct['authorization'] ?? []).filter((value) => BEARER.test(value));
  return [...bearers.map((value) => value.replace(BEARER, '')), ...(headersDistinct['x-api-key'] ?? [])];
};

/** Reads API keys from `Authorization: Bearer` and `X-API-Key`. */
@Injectable()
export class KeyReader extends CredentialReader implements OnModuleInit {
  private readonly logger = new Logger(KeyReader.name);
  /** By hash; a hash that is nobody's is remembered too. */
  private readonly known: LRUCache<string, { key: ApiKey | null }>;
  private readonly noted: LRUCache<string, true>;
  /** Whether nobody needs a key. */
  private readonly isOpen: boolean;

  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly access: AccessService,
    private readonly clock: Clock,
    environment: Environment,
  ) {
    super();
    this.isOpen = needsNoKey(environment);
    const time = { perf: { now: () => clock.monotonic() }, ttlResolution: 0 };
    this.known = new LRUCache({ max: KNOWN_KEYS, ttl: KNOWN_MS, ...time });
    this.noted = new LRUCache({ max: KNOWN_KEYS, ttl: USE_IS_NOTED_EACH_MS, ...time });
  }

  onModuleInit(): void {
    this.access.add(this);
  }

  async read(request: IncomingMessage, asking: Asking = 'use'): Promise<Principal | 'invalid' | null> {
    const [given, ...others] = keysIn(request);
    if (given === undefined) return null;
    if (others.length > 0 || !isApiKey(given)) return 'invalid';
    const key = await this.find(hashOfApiKey(given));
    const now = new Date(this.clock.wall());
    if (!key || !isValid(key, now) || (key.onlyWhileOpen && !this.isOpen)) return 'invalid';
    if (asking === 'use') this.noteUse(key, now);
    return { kind: 'key', id: `key:${key.id}`, name: key.name, scopes: new Set(key.scopes) };
  }

  private async find(hash: string): Promise<ApiKey | null> {
    const known = this.known.get(hash);
    if (known) return known.key;
    // What is read may be as old as the question.
    const start = this.clock.monotonic();
    const key = await this.keys.findByHash(hash);
    this.known.set(hash, { key }, { start });
    return key;
  }

  /** Not waited for: that it was used matters less than what it is used for. */
  private noteUse({ id }: ApiKey, now: Date): void {
    if (this.noted.has(id)) return;
    this.noted.set(id, true);
    const since = new Date(now.getTime() - USE_IS_NOTED_EACH_MS);
    this.keys
      .noteUse(id, now, since)
      .catch((error: unknown) => this.logger.warn('The last use of a key could not be noted', error));
  }
}

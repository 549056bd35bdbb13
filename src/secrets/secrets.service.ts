import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ConfigurationError } from '../config/configuration-error.js';
import { Environment } from '../config/environment.js';
import { SecretsRepository } from './secrets.repository.js';

/** What a key is for: a key of one purpose tells nothing of another's. */
export type Purpose = 'mark' | 'numbers' | 'audit' | 'links' | 'recordings' | 'subscriptions' | 'erasures';

const KEY_BYTES = 32;
const WRONG_KEY =
  'SECRETS_KEY is not the secret that the hashes in the database were made with: set the one that they were made with, or leave it empty where none was set';

const keyFrom = (master: Buffer, purpose: Purpose): Buffer =>
  Buffer.from(hkdfSync('sha256', master, '', `atlas ${purpose}`, KEY_BYTES));

const hmac = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

const markOf = (master: Buffer): string => hmac(keyFrom(master, 'mark'), 'mark');

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** Keyed hashes and derived keys, from SECRETS_KEY or from a secret that Atlas made and keeps in the database. */
@Injectable()
export class SecretsService {
  private readonly keys = new Map<Purpose, Buffer>();

  private constructor(private readonly master: Buffer) {}

  /**
   * The same secret in every instance and at every start.
   * @throws ConfigurationError where SECRETS_KEY is not what it was before
   */
  static async open(
    { secretsKey }: Pick<Environment, 'secretsKey'>,
    secrets: SecretsRepository,
  ): Promise<SecretsService> {
    const made = randomBytes(KEY_BYTES);
    const own = secretsKey === undefined ? made : Buffer.from(secretsKey);
    const mark = markOf(own);
    const kept = await secrets.keep(
      secretsKey === undefined ? { made: made.toString('base64url'), mark } : { mark },
    );
    const master = secretsKey === undefined && kept.made ? Buffer.from(kept.made, 'base64url') : own;
    if (!isSame(markOf(master), kept.mark)) throw new ConfigurationError([WRONG_KEY]);
    return new SecretsService(master);
  }

  /** 32 bytes for this purpose alone. */
  keyFor(purpose: Purpose): Buffer {
    const key = this.keys.get(purpose) ?? keyFrom(this.master, purpose);
    this.keys.set(purpose, key);
    return key;
  }

  /** The keyed hash (HMAC-SHA256, base64url) of a text; who has no key cannot guess the text from it. */
  hash(purpose: Purpose, text: string): string {
    return hmac(this.keyFor(purpose), text);
  }
}

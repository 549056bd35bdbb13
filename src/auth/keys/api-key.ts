import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Scope } from '../scope.js';

/** An API key as it is kept: not the key itself, which is shown once. */
export interface ApiKey {
  id: string;
  name: string;
  /** The first characters of the key, by which people know it again. */
  prefix: string;
  /** SHA-256 of the key, hex. */
  hash: string;
  scopes: Scope[];
  createdAt: Date;
  expiresAt?: Date;
  revokedAt?: Date;
  /** To the minute. */
  lastUsedAt?: Date;
  /** Made over HTTP while nobody needed a key: whoever made it was not known, so it is good for no more than that. */
  onlyWhileOpen?: boolean;
}

/** What is asked for. */
export interface NewApiKey {
  name: string;
  scopes: Scope[];
  expiresAt?: Date;
  onlyWhileOpen?: boolean;
}

const PREFIX_LENGTH = 12;
const FORM = /^atlas_[\w-]{43}$/;

/** Whether a text could be a key. */
export const isApiKey = (text: string): boolean => FORM.test(text);

/** SHA-256, hex: with 32 random bytes in the key, a slow or keyed hash adds nothing. */
export const hashOfApiKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** A new key, and what is kept of it. */
export const makeApiKey = (
  { name, scopes, expiresAt, onlyWhileOpen }: NewApiKey,
  now: Date,
): { key: string; kept: ApiKey } => {
  const key = `atlas_${randomBytes(32).toString('base64url')}`;
  const kept = {
    id: randomUUID(),
    name,
    prefix: key.slice(0, PREFIX_LENGTH),
    hash: hashOfApiKey(key),
    scopes: [...new Set(scopes)],
    createdAt: now,
    ...(expiresAt && { expiresAt }),
    ...(onlyWhileOpen && { onlyWhileOpen }),
  };
  return { key, kept };
};

/** Whether it may still be used at that time. */
export const isValid = ({ revokedAt, expiresAt }: ApiKey, at: Date): boolean =>
  !revokedAt && (!expiresAt || at < expiresAt);

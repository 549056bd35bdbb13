import { createHash, randomBytes } from 'node:crypto';

const FORM = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[\w-]{43}$/;

/** What a session's cookie or a one-time link holds: whose it is, and 32 random bytes. Never stored or logged. */
export const newToken = (personId: string): string => `${personId}.${randomBytes(32).toString('base64url')}`;

/** What is stored in its place: SHA-256, in hex. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Whose token this is, if it is one: null for anything else. */
export const ownerOfToken = (token: string): string | null => FORM.exec(token)?.[1] ?? null;

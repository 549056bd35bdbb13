import { createHash, randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { SETTINGS } from '../settings.js';
import { collection } from './database.js';

const KNOWN_MS = 3_000;
const WINDOW_MS = 60_000;
const PART_MS = WINDOW_MS / 12;
const UNHURRIED = { writeConcern: { w: 1, journal: false } } as const;

interface StoredKey {
  _id: string;
  hash: string;
  scopes: string[];
  revokedAt?: Date;
}

interface StoredWindow {
  _id: string;
  slots: { at: number; count: number }[];
  mark: string;
  expiresAt: Date;
}

interface Known {
  id: string;
  scopes: Set<string>;
  until: number;
}

const keys = collection<StoredKey>('api_keys');
const windows = collection<StoredWindow>('limit_windows');
const known = new Map<string, Known>();

/** The key that is given, looked up once in a while. */
async function find(text: string): Promise<Known | null> {
  const hash = createHash('sha256').update(text).digest('hex');
  const held = known.get(hash);
  if (held && held.until > performance.now()) return held;
  const found = await keys.findOne({ hash });
  if (!found || found.revokedAt) return null;
  const fresh = { id: found._id, scopes: new Set(found.scopes), until: performance.now() + KNOWN_MS };
  known.set(hash, fresh);
  return fresh;
}

/** Who waits to be counted, and the window as it was left: what comes while one write is under way is counted by the next. */
interface Window {
  waiting: (() => void)[];
  isWriting: boolean;
  mark?: string;
  counts: Map<number, number>;
}

const held = new Map<string, Window>();

async function write(id: string, window: Window): Promise<void> {
  window.isWriting = true;
  while (window.waiting.length > 0) {
    const batch = window.waiting.splice(0);
    const part = Math.floor(Date.now() / PART_MS);
    for (const at of window.counts.keys()) if (at < part - 12) window.counts.delete(at);
    window.counts.set(part, (window.counts.get(part) ?? 0) + batch.length);
    const slots = [...window.counts].map(([at, count]) => ({ at, count }));
    const mark = randomUUID();
    const changes = { slots, mark, expiresAt: new Date(Date.now() + 2 * WINDOW_MS) };
    if (window.mark) await windows.updateOne({ _id: id, mark: window.mark }, { $set: changes }, UNHURRIED);
    else await windows.insertOne({ _id: id, ...changes }, UNHURRIED);
    window.mark = mark;
    for (const counted of batch) counted();
  }
  window.isWriting = false;
}

function count(id: string): Promise<void> {
  let window = held.get(id);
  if (!window) held.set(id, (window = { waiting: [], isWriting: false, counts: new Map() }));
  const { waiting, isWriting } = window;
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (!isWriting) void write(id, window);
  });
}

/** Lets in who has a key with this scope and has not asked too often. */
export const requires =
  (scope: string) =>
  async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const key = await find((request.headers.authorization ?? '').slice('Bearer '.length));
    if (!key?.scopes.has(scope)) {
      response.status(401).json({ detail: 'A key is needed' });
      return;
    }
    await count(`requests key:${key.id}`);
    response.set('RateLimit', `"requests";r=${SETTINGS.requestsPerMinute};t=60`);
    response.locals.who = `key:${key.id}`;
    next();
  };

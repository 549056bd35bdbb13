import mongoose from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import { toDatabaseError } from './database.errors.js';
import { serverAddress } from './server-address.js';

export interface WaitLimits {
  /** How long the database may take altogether. */
  totalMs: number;
  pauseMs: number;
}

/**
 * Waits until the database answers, saying at each failure what is wrong. Errors: it did not answer in time, or
 * it refused what MONGO_URI says (credentials, TLS, form), which no waiting mends.
 */
export async function waitForDatabase(
  uri: string,
  log: (line: string) => void,
  { totalMs, pauseMs }: WaitLimits = { totalMs: 30_000, pauseMs: 1_000 },
): Promise<void> {
  const deadline = Date.now() + totalMs;
  for (;;) {
    const failure = await tryOnce(uri, Math.min(3_000, totalMs));
    if (!failure) return;
    const place = `The database at ${serverAddress(uri)}`;
    if (!toDatabaseError(failure))
      throw new Error(`${place} cannot be used: ${failure.message}. Check MONGO_URI.`);
    const left = deadline - Date.now() - pauseMs;
    if (left <= 0) {
      const seconds = Math.round(totalMs / 1000);
      throw new Error(
        `${place} did not answer for ${seconds} s: ${failure.message}. Start it, or check MONGO_URI.`,
      );
    }
    log(`${place} does not answer (${failure.message}); trying again for ${Math.ceil(left / 1000)} s`);
    await sleep(pauseMs);
  }
}

async function tryOnce(uri: string, limitMs: number): Promise<Error | null> {
  let client: mongoose.mongo.MongoClient | undefined;
  try {
    client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: limitMs });
    await client.connect();
    await client.db().command({ ping: 1 });
    return null;
  } catch (error) {
    return error as Error;
  } finally {
    await client?.close();
  }
}

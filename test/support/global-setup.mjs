import { mkdtemp, rm } from 'node:fs/promises';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Starts one local database for the whole run and tells the specs where it is in ATLAS_TEST_MONGO_URI.
 * Where that variable is set already, the server that it names is used and nothing is started.
 */
export default async function globalSetup() {
  if (process.env.ATLAS_TEST_MONGO_URI) return;
  // Jest does not transform what a global setup imports as ES modules, and the database module is TypeScript.
  register('./typescript-hooks.mjs', import.meta.url);
  const { startLocalDatabase } = await import('../../src/database/local/start-local-database.ts');
  const dataDir = await mkdtemp(join(tmpdir(), 'atlas-test-'));
  const removeData = () => rm(dataDir, { recursive: true, force: true });
  const database = await startLocalDatabase({ dataDir, log: (line) => console.log(line) }).catch(
    async (error) => {
      await removeData();
      throw error;
    },
  );
  process.env.ATLAS_TEST_MONGO_URI = database.uri;
  globalThis.atlasTestDatabase = { database, removeData };
}

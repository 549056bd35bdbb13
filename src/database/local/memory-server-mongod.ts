import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalServer, Unavailable } from './local-server.js';
import { mongod } from './mongod.js';

const PROBE_LIMIT_MS = 3_000;
/** A network that was closed is not asked again for so long. */
const REMEMBER_MS = 30 * 24 * 60 * 60_000;

interface Options {
  cacheDir: string;
  log: (line: string) => void;
}

/** The mongod that mongodb-memory-server-core (a development dependency) has in its cache or can download. */
export async function memoryServerMongod(options: Options): Promise<LocalServer | Unavailable> {
  const core = await loadCore();
  if (!core) return { unavailable: 'mongodb-memory-server-core is not installed' };
  const { DryMongoBinary, MongoBinary } = core;
  try {
    const wanted = await DryMongoBinary.generateOptions();
    const cached = await DryMongoBinary.locateBinary(wanted);
    if (cached) return mongod(cached, 'mongod from the cache of mongodb-memory-server');
    const memory = join(options.cacheDir, 'mongod-download.json');
    const url = await downloadUrl(wanted);
    if (await failedLately(memory, url)) return { unavailable: `no download lately from ${url} (${memory})` };
    const failure = await probe(url);
    if (!failure) {
      options.log(`Downloading mongod ${wanted.version} (once)`);
      return mongod(await MongoBinary.getPath(), `mongod ${wanted.version}, downloaded`);
    }
    await remember(options.cacheDir, memory, url);
    return { unavailable: `${url}: ${failure}` };
  } catch (error) {
    return { unavailable: (error as Error).message };
  }
}

type Core = Pick<typeof import('mongodb-memory-server-core'), 'DryMongoBinary' | 'MongoBinary'>;
type Wanted = Awaited<ReturnType<Core['DryMongoBinary']['generateOptions']>>;

async function loadCore(): Promise<Core | null> {
  try {
    return await import('mongodb-memory-server-core');
  } catch {
    return null;
  }
}

async function downloadUrl(wanted: Wanted): Promise<string> {
  const { MongoBinaryDownloadUrl } =
    await import('mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js');
  return new MongoBinaryDownloadUrl(wanted).getDownloadUrl();
}

/** Why the address does not answer; null when it does. */
async function probe(url: string): Promise<string | null> {
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
    return answer.ok ? null : `HTTP ${answer.status}`;
  } catch (error) {
    const { message, cause } = error as Error;
    return cause instanceof Error ? cause.message : message;
  }
}

async function failedLately(memory: string, url: string): Promise<boolean> {
  try {
    const { url: tried, failedAt } = JSON.parse(await readFile(memory, 'utf8')) as Record<string, string>;
    return tried === url && Date.now() - Date.parse(failedAt ?? '') < REMEMBER_MS;
  } catch {
    return false;
  }
}

async function remember(cacheDir: string, memory: string, url: string): Promise<void> {
  await mkdir(cacheDir, { recursive: true });
  await writeFile(memory, JSON.stringify({ url, failedAt: new Date().toISOString() }));
}

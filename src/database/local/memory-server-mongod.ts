import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalServer, Unavailable } from './local-server.js';
import { mongod } from './mongod.js';

const PROBE_LIMIT_MS = 3_000;
/** How long an address that failed is left alone. */
const REMEMBER_MS = 30 * 24 * 60 * 60_000;

interface Options {
  cacheDir: string;
  log: (line: string) => void;
}

/** The mongod that mongodb-memory-server-core (a development dependency) has in its cache or can download. */
export async function memoryServerMongod(options: Options): Promise<LocalServer | Unavailable> {
  const core = await loadCore();
  if (!core) return { unavailable: 'mongodb-memory-server-core is not installed' };
  try {
    const wanted = await core.DryMongoBinary.generateOptions();
    const cached = await core.DryMongoBinary.locateBinary(wanted);
    return cached ? mongod(cached, 'mongod of mongodb-memory-server') : await download(core, wanted, options);
  } catch (error) {
    return { unavailable: (error as Error).message };
  }
}

async function download(core: Core, wanted: Wanted, options: Options): Promise<LocalServer | Unavailable> {
  const url = await downloadUrl(wanted);
  const memory = join(options.cacheDir, 'mongod-download.json');
  if (await failedLately(memory, url))
    return { unavailable: `${url} failed lately (remembered in ${memory})` };
  try {
    await probe(url);
    options.log(`Downloading mongod ${wanted.version} (once)`);
    return mongod(await core.MongoBinary.getPath(wanted), `mongod ${wanted.version}`);
  } catch (error) {
    await remember(options.cacheDir, memory, url);
    return { unavailable: `${url}: ${(error as Error).message}` };
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

/** Asks the address for an answer. Errors: there is none in 3 s, or not a good one. */
async function probe(url: string): Promise<void> {
  const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
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

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';

/** Where `npm run build` leaves the page; as far from dist/console as from src/console. */
const DIRECTORY = fileURLToPath(new URL('../../console/dist/', import.meta.url));
const ASSETS = join(DIRECTORY, 'assets');
const NONCE = '__NONCE__';
/** From the best. */
const ENCODINGS = { br: '.br', gzip: '.gz' } as const;

type Encoding = keyof typeof ENCODINGS;

interface SentFile {
  root: string;
  name: string;
  encoding: Encoding | null;
}

/** The built page and its files, as they were at start. */
@Injectable()
export class ConsoleFiles {
  private readonly page: string | null;
  private readonly names: ReadonlySet<string>;

  constructor() {
    const isBuilt = existsSync(join(DIRECTORY, 'index.html'));
    this.page = isBuilt ? readFileSync(join(DIRECTORY, 'index.html'), 'utf8') : null;
    this.names = new Set(isBuilt ? readdirSync(ASSETS) : []);
  }

  /** Whether there is a page to show: `nest start` alone builds none. */
  get isBuilt(): boolean {
    return this.page !== null;
  }

  /** The page, whose scripts show this nonce; null where it is not built. */
  pageWith(nonce: string): string | null {
    return this.page?.replaceAll(NONCE, nonce) ?? null;
  }

  /** The file to send for a name, and how it is compressed; null for a name that none has. */
  find(name: string, accepted: readonly string[]): SentFile | null {
    if (!this.names.has(name)) return null;
    for (const [encoding, ending] of Object.entries(ENCODINGS) as [Encoding, string][]) {
      if (accepted.includes(encoding) && this.names.has(name + ending))
        return { root: ASSETS, name: name + ending, encoding };
    }
    return { root: ASSETS, name, encoding: null };
  }
}

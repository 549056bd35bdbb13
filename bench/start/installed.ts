import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A package of the lockfile. */
interface Locked {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  dev?: boolean;
  link?: boolean;
}

/** Bytes of all files below a directory; 0 where there is none. */
export async function bytesBelow(directory: string, isCounted = (_path: string) => true): Promise<number> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const sizes = entries.map(async (entry) => {
    const path = join(directory, entry.name);
    if (!isCounted(path)) return 0;
    if (entry.isDirectory()) return bytesBelow(path, isCounted);
    return entry.isFile() ? (await stat(path)).size : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** What is installed, as the lockfile tells it. */
export class Installed {
  private constructor(
    private readonly root: string,
    private readonly packages: Record<string, Locked>,
  ) {}

  static async at(root: string): Promise<Installed> {
    const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
    return new Installed(root, packages);
  }

  /** Bytes of all that production installs, or of a part of it. */
  production(isCounted = (_path: string) => true): Promise<number> {
    return this.bytesOf(
      Object.keys(this.packages).filter((path) => {
        const { dev, link } = this.packages[path] ?? {};
        return path.includes('node_modules/') && !dev && !link;
      }),
      isCounted,
    );
  }

  /** Bytes of these packages, and of all that they need. */
  needed(names: string[]): Promise<number> {
    const found = new Set<string>();
    const waiting = names.map((name) => this.find(name, ''));
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (path === '' || found.has(path)) continue;
      found.add(path);
      const {
        dependencies = {},
        peerDependencies = {},
        peerDependenciesMeta = {},
      } = this.packages[path] ?? {};
      const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
      for (const name of [...Object.keys(dependencies), ...peers]) waiting.push(this.find(name, path));
    }
    return this.bytesOf([...found]);
  }

  /** Where a package of this name is found from there, as Node looks for it; empty where it is not installed. */
  private find(name: string, from: string): string {
    for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
      const path = `${base === '' ? '' : `${base}/`}node_modules/${name}`;
      if (this.packages[path]) return path;
      if (base === '') return '';
    }
  }

  private async bytesOf(paths: string[], isCounted = (_path: string) => true): Promise<number> {
    // A package inside another is a package of its own in the list.
    const isOwn = (path: string): boolean => !path.endsWith('/node_modules') && isCounted(path);
    const sizes = await Promise.all(paths.map((path) => bytesBelow(join(this.root, path), isOwn)));
    return sizes.reduce((sum, size) => sum + size, 0);
  }
}

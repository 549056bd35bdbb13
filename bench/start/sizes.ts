import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bytesBelow, Installed } from './installed.js';

/** Bytes of what Atlas puts on a machine, beside those of a bare Nest application. */
export interface Sizes {
  /** What `npm ci --omit=dev` installs. */
  install: number;
  /** What the image holds on top of Node: packages, and the build of Atlas and of its page, all without what is left out. */
  image: number;
  bare: number;
}

/** What is used of tools/left-out.js, by which the image is made. */
interface LeftOut {
  isLeftOutOfBuild: (name: string) => boolean;
  isLeftOutOfPackages: (path: string) => boolean;
}

const BARE = ['@nestjs/common', '@nestjs/core', '@nestjs/platform-express', 'reflect-metadata', 'rxjs'];

export async function measureSizes(root: string): Promise<Sizes> {
  const leftOut = (await import(pathToFileURL(join(root, 'tools', 'left-out.js')).href)) as LeftOut;
  const installed = await Installed.at(root);
  const dist = join(root, 'dist');
  const isBuilt = (path: string): boolean =>
    dirname(path) !== dist || !leftOut.isLeftOutOfBuild(basename(path));
  const [install, packages, bare, built, page] = await Promise.all([
    installed.production(),
    installed.production((path) => !leftOut.isLeftOutOfPackages(path)),
    installed.needed(BARE),
    bytesBelow(dist, isBuilt),
    bytesBelow(join(root, 'console', 'dist')),
  ]);
  return { install, image: packages + built + page, bare };
}

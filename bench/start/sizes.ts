import { join } from 'node:path';
import { bytesBelow, Installed } from './installed.js';

/** Bytes of what Atlas puts on a machine, beside those of a bare Nest application. */
export interface Sizes {
  install: number;
  /** What the image holds on top of Node: packages, and what the build leaves of Atlas and of its page. */
  image: number;
  bare: number;
}

const BARE = ['@nestjs/common', '@nestjs/core', '@nestjs/platform-express', 'reflect-metadata', 'rxjs'];
/** What a build for production leaves out; see tools/build.js. */
const LEFT_OUT = /\/dist\/(simulator|demo|openapi[.][^/]*|[.]built)$/;

export async function measureSizes(root: string): Promise<Sizes> {
  const installed = await Installed.at(root);
  const isKept = (path: string): boolean => !LEFT_OUT.test(path);
  const [install, bare, built, page] = await Promise.all([
    installed.production(),
    installed.needed(BARE),
    bytesBelow(join(root, 'dist'), isKept),
    bytesBelow(join(root, 'console', 'dist')),
  ]);
  return { install, image: install + built + page, bare };
}

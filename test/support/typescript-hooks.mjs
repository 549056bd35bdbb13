import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import jestConfig from '../../jest.config.js';

// The very options of `npm run coverage`, so that a file means the same here and there.
const [, swcOptions] = jestConfig.transform['^.+\\.ts$'];

/** Node's resolve hook: in TypeScript, `./x.js` is `./x.ts` where that exists. */
export async function resolve(specifier, context, next) {
  const isFromOurs = context.parentURL?.endsWith('.ts') && /^\.{1,2}\/.*\.js$/.test(specifier);
  if (!isFromOurs) return next(specifier, context);
  const url = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
  return existsSync(url) ? { url: url.href, shortCircuit: true } : next(specifier, context);
}

/** Node's load hook: TypeScript to ES modules, without a type check. */
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), {
    ...swcOptions,
    sourceMaps: false,
    filename,
  });
  return { format: 'module', source: code, shortCircuit: true };
}

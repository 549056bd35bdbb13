/**
 * `@nestjs/throttler` for Jest: it is CommonJS and requires Nest, which is ES modules. Node can do that, Jest only from
 * Node 24.9 on; here Nest is handed to it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import * as common from '@nestjs/common';
import * as core from '@nestjs/core';

const builtin = createRequire(import.meta.url);
const loaded = { '@nestjs/common': common, '@nestjs/core': core };

function load(name) {
  if (!name.startsWith('./')) return loaded[name] ?? builtin(name);
  if (!loaded[name]) {
    const file = new URL(`../../node_modules/@nestjs/throttler/dist/${name}.js`, import.meta.url);
    const exports = (loaded[name] = {});
    const run = compileFunction(readFileSync(fileURLToPath(file), 'utf8'), ['exports', 'require', 'Reflect']);
    // What its decorators say is kept by the test's own Reflect, where Nest looks for it.
    run(exports, load, Reflect);
  }
  return loaded[name];
}

export const { ThrottlerGuard, getOptionsToken, getStorageToken, normalizeIp } = load('./index');

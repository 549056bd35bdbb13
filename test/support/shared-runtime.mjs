import asyncHooks from 'node:async_hooks';
import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import Runtime from 'jest-runtime';
import { SourceMaps } from './source-maps.mjs';

const require = createRequire(import.meta.url);
register('./spec-hooks.mjs', import.meta.url);

const sourceMaps = new SourceMaps();
let running;

/** What Jest has made for the spec file that runs: `it`, `expect`, `jest` and others. */
export const present = () => running;

/**
 * Jest's runtime, but that it loads spec files as Node loads any module, in the one global of the worker. What they import
 * is then loaded once a worker, not once a file, which was most of their time (ADR 0031).
 */
export default class SharedRuntime extends Runtime {
  #stores = [];

  /** Nothing is wrapped: Node's own is the one. */
  installGetBuiltinModule() {}

  setGlobalsForRuntime(globals) {
    super.setGlobalsForRuntime(globals);
    running = this.jestGlobals.cjsGlobals(this._testPath);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    return import(pathToFileURL(path).href);
  }

  /** Of what Jest itself has: it keeps the state of a file's tests in its modules, so they are new for each file. */
  requireInternalModule(path) {
    const { AsyncLocalStorage } = asyncHooks;
    const stores = this.#stores;
    asyncHooks.AsyncLocalStorage = class extends AsyncLocalStorage {
      constructor(...options) {
        super(...options);
        stores.push(this);
      }
    };
    try {
      delete require.cache[path];
      return require(path);
    } finally {
      asyncHooks.AsyncLocalStorage = AsyncLocalStorage;
    }
  }

  getSourceMaps() {
    return sourceMaps;
  }

  teardown() {
    super.teardown();
    // Each one that stays in use makes every promise of the worker dearer, from file to file.
    for (const store of this.#stores) store.disable();
  }
}

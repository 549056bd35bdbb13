import { resolve as resolveTypeScript } from './typescript-hooks.mjs';

export { load } from './typescript-hooks.mjs';

const GLOBALS = new URL('./jest-globals.mjs', import.meta.url).href;

/** As in any TypeScript, but for what a spec has of Jest. */
export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: GLOBALS, shortCircuit: true };
  return resolveTypeScript(specifier, context, next);
}

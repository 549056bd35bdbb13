/** Node's hooks for specs that run without Jest. */
import { resolve as resolveTypeScript } from '../../test/support/typescript-hooks.mjs';

export { load } from '../../test/support/typescript-hooks.mjs';

const GLOBALS = new URL('jest-globals.js', import.meta.url).href;

export function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: GLOBALS, shortCircuit: true };
  return resolveTypeScript(specifier, context, next);
}

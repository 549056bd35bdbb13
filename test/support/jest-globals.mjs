/**
 * `@jest/globals` for modules that are loaded once and used by one spec file after another: each name leads to what
 * Jest has made for the file that runs.
 */
import { present } from './shared-runtime.mjs';

const leadingTo = (name) =>
  new Proxy(() => undefined, {
    apply: (_target, _self, values) => present()[name](...values),
    get: (_target, property) => present()[name][property],
  });

export const afterAll = leadingTo('afterAll');
export const afterEach = leadingTo('afterEach');
export const beforeAll = leadingTo('beforeAll');
export const beforeEach = leadingTo('beforeEach');
export const describe = leadingTo('describe');
export const expect = leadingTo('expect');
export const it = leadingTo('it');
export const jest = leadingTo('jest');

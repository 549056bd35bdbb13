import jestConfig from '../../jest.config.js';

const { runtime: _runtime, ...others } = jestConfig;

/** For `npm run coverage`, which needs Jest's own way of loading: every file in a global of its own, everything it imports anew. */
export default {
  ...others,
  rootDir: '../..',
  testEnvironment: 'node',
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Its ES modules import JSON in a way that Jest is about to refuse.
    '^libphonenumber-js(/max)?$': '<rootDir>/node_modules/libphonenumber-js$1/index.cjs',
    '^@nestjs/throttler$': '<rootDir>/test/support/throttler.mjs',
  },
  coverageProvider: 'v8',
  coverageThreshold: { global: { lines: 90 } },
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.spec.ts', '!src/main.ts'],
  coverageReporters: ['text-summary', 'json-summary'],
};

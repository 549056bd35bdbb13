/** Unit specs stand beside the code in src/, whole-application specs in test/. */
export default {
  testEnvironment: 'node',
  // A limit for what hangs, not a measure of speed: machines are slow now and then.
  testTimeout: 60_000,
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/prove', '<rootDir>/fuzz', '<rootDir>/console/src'],
  testRegex: '\\.(spec|e2e-spec)\\.ts$',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Its ES modules import JSON in a way that Jest is about to refuse.
    '^libphonenumber-js(/max)?$': '<rootDir>/node_modules/libphonenumber-js$1/index.cjs',
    '^@nestjs/throttler$': '<rootDir>/test/support/throttler.mjs',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        sourceMaps: 'inline',
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.spec.ts', '!src/main.ts'],
  coverageReporters: ['text-summary', 'json-summary'],
};

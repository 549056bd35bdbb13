/** Unit specs stand beside the code in src/, whole-application specs in test/. */
export default {
  runtime: '<rootDir>/test/support/shared-runtime.mjs',
  testEnvironment: '<rootDir>/test/support/shared-environment.mjs',
  injectGlobals: false,
  // A limit for what hangs, not a measure of speed: machines are slow now and then.
  testTimeout: 60_000,
  roots: ['src', 'test', 'prove', 'fuzz', 'console/src', 'packages/client/src'].map(
    (folder) => `<rootDir>/${folder}`,
  ),
  testRegex: '\\.(spec|e2e-spec)\\.ts$',
  extensionsToTreatAsEsm: ['.ts'],
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
};

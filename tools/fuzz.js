/**
 * `npm run fuzz -- [options]`: compiles what runs the fuzzer into dist-fuzz/ and runs it in this same process, against the
 * Atlas of dist/, which is built where it is missing.
 */
import { buildIfNeeded } from './build.js';
import { runTestBuild } from './run-test-build.js';

buildIfNeeded();
await runTestBuild({ project: 'tsconfig.fuzz.json', out: 'dist-fuzz', program: 'fuzz/fuzz.js' });

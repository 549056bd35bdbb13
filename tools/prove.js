/**
 * `npm run prove -- [options]`: compiles the test build into dist-prove/ and runs the proof in this same process.
 * The test build is Atlas, unchanged, and what `--break` needs; no production build contains it.
 * `--build` compiles and does no more.
 */
import { runTestBuild } from './run-test-build.js';

await runTestBuild({ project: 'tsconfig.prove.json', out: 'dist-prove', program: 'prove/prove.js' });

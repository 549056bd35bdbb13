/**
 * `npm run bench:reconcile -- [options]`: compiles Atlas and the bench into dist-bench/ and measures how Twilio is asked
 * what became of calls. `--build` compiles and does no more.
 */
import { runTestBuild } from './run-test-build.js';

await runTestBuild({ project: 'tsconfig.bench.json', out: 'dist-bench', program: 'bench/reconcile/main.js' });

/**
 * `npm run bench:dispatch -- [options]`: compiles Atlas and the bench into dist-bench/ and measures how calls are
 * dispatched. `--build` compiles and does no more.
 */
import { runTestBuild } from './run-test-build.js';

await runTestBuild({ project: 'tsconfig.bench.json', out: 'dist-bench', program: 'bench/dispatch/main.js' });

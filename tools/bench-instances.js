/**
 * `npm run bench:instances -- [options]`: compiles Atlas and the bench into dist-bench/ and measures what a webhook costs
 * several instances. `--build` compiles and does no more.
 */
import { runTestBuild } from './run-test-build.js';

await runTestBuild({ project: 'tsconfig.bench.json', out: 'dist-bench', program: 'bench/instances/main.js' });

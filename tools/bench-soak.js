/**
 * `npm run bench:soak -- [options]`: compiles Atlas and the bench into dist-bench/ and watches Atlas's memory under a
 * steady load. `--build` compiles and does no more.
 */
import { runTestBuild } from './run-test-build.js';

await runTestBuild({ project: 'tsconfig.bench.json', out: 'dist-bench', program: 'bench/soak/main.js' });

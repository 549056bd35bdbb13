/**
 * `npm run bench:scale -- [--calls 1000,100000] [--times 9] [--local] [--out docs/scale.md]`: what queries cost where there
 * are many calls. `--build` compiles and does no more.
 */
import { runTestBuild } from './run-test-build.js';

await runTestBuild({ project: 'tsconfig.bench.json', out: 'dist-bench', program: 'bench/scale/main.js' });

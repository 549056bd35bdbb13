/**
 * `npm run bench:analytics -- [options]`: compiles Atlas and the bench into dist-bench/, counts very many calls, and compares
 * every answer with a recount. `--build` compiles and does no more.
 */
import { runTestBuild } from './run-test-build.js';

await runTestBuild({ project: 'tsconfig.bench.json', out: 'dist-bench', program: 'bench/analytics/main.js' });

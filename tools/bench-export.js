/**
 * `npm run bench:export -- [--calls 20000] [--format ndjson]`: how fast all calls are exported, and how much memory Atlas
 * needs for it. `--build` compiles and does no more.
 */
import { runTestBuild } from './run-test-build.js';

await runTestBuild({ project: 'tsconfig.bench.json', out: 'dist-bench', program: 'bench/export/main.js' });

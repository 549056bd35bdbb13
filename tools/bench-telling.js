/**
 * `npm run bench:telling -- [--events 10000] [--endpoints 20] [--dead 5]`: how soon endpoints are told of many events while
 * some of them are dead. `--build` compiles and does no more.
 */
import { runTestBuild } from './run-test-build.js';

await runTestBuild({ project: 'tsconfig.bench.json', out: 'dist-bench', program: 'bench/telling/main.js' });

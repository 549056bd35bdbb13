/**
 * `npm run bench -- [options]`: compiles Atlas and the bench into dist-bench/ and measures Atlas's requests beside those
 * of its peers. `--build` compiles and does no more.
 */
import { runTestBuild } from './run-test-build.js';

await runTestBuild({ project: 'tsconfig.bench.json', out: 'dist-bench', program: 'bench/http/main.js' });

/**
 * `npm run simulate:dispatch -- [options]`: compiles the dispatch engine and its simulation into dist-simulate/ and
 * plays the stories of many seeds. `--build` compiles and does no more.
 */
import { runTestBuild } from './run-test-build.js';

await runTestBuild({
  project: 'tsconfig.simulate.json',
  out: 'dist-simulate',
  program: 'src/dispatch/testing/simulation/main.js',
});

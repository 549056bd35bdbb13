import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { RootModule } from '../src/app.root.module.js';
import { APP_OPTIONS, setupApp } from '../src/app.setup.js';
import { startLogger } from '../src/common/logging/start-logger.js';
import { startFailure } from '../src/common/process/start-failure.js';
import { stopOnSignals } from '../src/common/process/stop-on-signals.js';
import { loadEnvironment } from '../src/config/load-environment.js';
import { BREAK_NAMES, isBreakName } from './breaks/break-names.js';
import { BREAKS } from './breaks/breaks.js';

/** Atlas as src/main.ts starts it, with guards switched off: `node instance.js NAME…`. */
async function start(names: string[]): Promise<void> {
  const broken = names.filter(isBreakName);
  if (broken.length === 0) throw new Error(`Nothing to break: name one of ${BREAK_NAMES.join(', ')}`);
  const environment = loadEnvironment();
  const whole = Test.createTestingModule({ imports: [RootModule] });
  const builder = broken.reduce((left, name) => BREAKS[name](left), whole);
  const module = await builder.setLogger(startLogger(environment)).compile();
  const app = module.createNestApplication<NestExpressApplication>(APP_OPTIONS);
  setupApp(app);
  stopOnSignals(() => app);
  await app.listen(environment.port, environment.host);
}

await start(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${startFailure(error).join('\n')}\n`);
  process.exit(1);
});

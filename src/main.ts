import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { APP_OPTIONS, setupApp } from './app.setup.js';
import { announce } from './app.announce.js';
import { startFailure } from './common/process/start-failure.js';
import { stopOnSignals } from './common/process/stop-on-signals.js';
import { startLogger } from './common/logging/start-logger.js';
import type { Environment } from './config/environment.js';
import { loadEnvironment } from './config/load-environment.js';

const fail = (lines: string[]): never => {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
};

const createApp = (environment: Environment): Promise<NestExpressApplication> =>
  NestFactory.create<NestExpressApplication>(AppModule, { ...APP_OPTIONS, logger: startLogger(environment) });

let app: NestExpressApplication | undefined;
try {
  const environment = loadEnvironment();
  app = await createApp(environment);
  setupApp(app);
  stopOnSignals(app);
  await app.listen(environment.port, environment.host);
  await announce(app);
} catch (error) {
  await app?.close();
  fail(startFailure(error));
}

import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { announce } from './app.announce.js';
import { rootModuleFor } from './app.root.module.js';
import { APP_OPTIONS, setupApp } from './app.setup.js';
import { startLogger } from './common/logging/start-logger.js';
import { parseArguments, runWithArguments } from './common/process/program-arguments.js';
import { startFailure } from './common/process/start-failure.js';
import { stopOnSignals, type Stop } from './common/process/stop-on-signals.js';
import { DispatcherService } from './dispatch/dispatcher.service.js';
import { MediaService } from './recordings/media/media.service.js';
import { loadEnvironment } from './config/load-environment.js';

const CLOSE_LIMIT_MS = 4_500;
const USAGE = [
  'Usage: npm start',
  '',
  'Serves Atlas until it is told to stop. Its settings are environment variables, also from the file .env in the folder',
  'that it is started in; .env.example tells them all. Without any it uses a database and a simulated Twilio of its own.',
].join('\n');

let app: NestExpressApplication | undefined;

const start = async (stop: Stop): Promise<void> => {
  const environment = loadEnvironment();
  const logger = startLogger(environment);
  const root = await rootModuleFor(environment);
  app = await NestFactory.create<NestExpressApplication>(root, { ...APP_OPTIONS, logger });
  setupApp(app);
  await app.init();
  if (stop.begun) return;
  await app.listen(environment.port, environment.host);
  await announce(app);
};

/** What fails because Atlas is being stopped is no failure to start. */
const fail = async (error: unknown, stop: Stop): Promise<void> => {
  if (stop.begun) return;
  process.stderr.write(`${startFailure(error).join('\n')}\n`);
  setTimeout(() => process.exit(1), CLOSE_LIMIT_MS).unref();
  await app?.close();
  process.exit(1);
};

await runWithArguments(
  USAGE,
  (args) => parseArguments(args, {}),
  async () => {
    // Another instance is to dial at once, while this one still answers.
    const stop = stopOnSignals(
      () => app,
      (stopping) => {
        void stopping.get(DispatcherService, { strict: false }).stop();
        // A recording may be heard for longer than anybody waits for what is in flight.
        stopping.get(MediaService, { strict: false }).stop();
      },
    );
    await start(stop).catch((error: unknown) => fail(error, stop));
    return 0;
  },
);

import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { getConnectionToken } from '@nestjs/mongoose';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { MongoClient } from 'mongodb';
import type { Connection } from 'mongoose';
import { AppModule } from '../../src/app.module.js';
import { APP_OPTIONS, setupApp } from '../../src/app.setup.js';
import { startLogger } from '../../src/common/logging/start-logger.js';
import { stopOnSignals } from '../../src/common/process/stop-on-signals.js';
import { loadEnvironment } from '../../src/config/load-environment.js';
import { TwilioRequestClient } from '../../src/twilio/twilio-request-client.js';
import { CommandMeter } from './command-meter.js';

const METER_MS = 500;

/** Asks Twilio for the last callback of each call only: at high rates the others would be what is measured. */
function askForCompletedOnly(): void {
  const { prototype } = TwilioRequestClient;
  const request = Reflect.get(prototype, 'request') as TwilioRequestClient['request'];
  prototype.request = function (options) {
    const data = options.data as Record<string, unknown> | undefined;
    if (data?.StatusCallbackEvent) data.StatusCallbackEvent = ['completed'];
    return request.call(this, options);
  };
}

/** Writes what the meter read, over and over; it is on while there is a file `FILE.on`. */
async function meterInto(file: string, app: NestExpressApplication, uri: string): Promise<never> {
  const explainer = await new MongoClient(uri).connect();
  const meter = new CommandMeter(app.get<Connection>(getConnectionToken()).getClient(), explainer);
  for (;;) {
    meter.turn(existsSync(`${file}.on`));
    // Whoever reads it finds a whole reading, the last one or this one.
    await writeFile(`${file}.next`, JSON.stringify(meter.metered));
    await rename(`${file}.next`, file);
    await wait(METER_MS);
  }
}

/** Atlas as src/main.ts starts it: `node instance.js all|completed-only [METER_FILE]`. */
async function start(callbacks?: string, meterFile?: string): Promise<void> {
  if (callbacks === 'completed-only') askForCompletedOnly();
  const environment = loadEnvironment();
  const logger = startLogger(environment);
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { ...APP_OPTIONS, logger });
  setupApp(app);
  stopOnSignals(() => app);
  await app.listen(environment.port, environment.host);
  if (meterFile) await meterInto(meterFile, app, environment.mongoUri ?? '');
}

await start(process.argv[2], process.argv[3]);

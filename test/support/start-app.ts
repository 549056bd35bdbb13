import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getConnectionToken } from '@nestjs/mongoose';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import type { Connection } from 'mongoose';
import { rootModuleFor } from '../../src/app.root.module.js';
import { APP_OPTIONS, setupApp } from '../../src/app.setup.js';
import { AppLogger } from '../../src/common/logging/app-logger.js';
import { drain } from '../../src/common/process/stop-on-signals.js';
import { environmentConfig } from '../../src/config/config.module.js';
import { createEnvironment } from '../../src/config/create-environment.js';
import type { Environment } from '../../src/config/environment.js';
import { freePort } from '../../src/common/process/free-port.js';
import { TwilioAccount } from '../../src/twilio/twilio-account.js';
import { dropTestDatabase, testDatabaseName, testMongoUri } from './mongo.js';

/** What may differ from an application in the test environment with a simulator of its own. */
export interface AppOptions {
  /** Environment variables, as a deployment would set them. */
  variables?: Record<string, string>;
  /** Where it listens; without it a free port. */
  port?: number;
  /** A database that outlives the application; without it a new one, dropped at close. */
  databaseName?: string;
  /** The Twilio account in place of the simulator's; its baseUrl becomes the application's own. */
  account?: Omit<TwilioAccount, 'baseUrl'>;
  /** Replaces providers: `(builder) => builder.overrideProvider(…).useValue(…)`. */
  override?: (builder: TestingModuleBuilder) => TestingModuleBuilder;
}

/** The whole application, listening on loopback. */
export interface RunningApp {
  app: NestExpressApplication;
  /** Where it listens, which is its BASE_URL too: no trailing slash. */
  url: string;
  environment: Environment;
  /** The account in use; with the simulator, `apiBaseUrl` is where that listens. */
  account: TwilioAccount;
  connection: Connection;
  /** Stops it as SIGTERM does; drops the database unless it was named. */
  close(): Promise<void>;
}

/** The settings of an application under test. Its port is known before it listens, for BASE_URL names it. */
export function testEnvironment(port: number, dataDir: string, options: AppOptions = {}): Environment {
  return createEnvironment({
    ENVIRONMENT: 'test',
    HOST: '127.0.0.1',
    PORT: String(port),
    BASE_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'SILENT',
    MONGO_URI: testMongoUri(),
    MONGO_DB: options.databaseName ?? testDatabaseName(),
    TWILIO_MODE: 'simulator',
    SIMULATOR_PORT: '0',
    SIMULATOR_SPEED: '100',
    TWILIO_CPS: '1000',
    ATLAS_DATA_DIR: dataDir,
    ...options.variables,
  });
}

/** Starts the whole application as main.ts does, on a free port, a new database and a simulator of its own. */
export async function startApp(options: AppOptions = {}): Promise<RunningApp> {
  const port = options.port ?? (await freePort());
  const dataDir = await mkdtemp(join(tmpdir(), 'atlas-app-'));
  const environment = testEnvironment(port, dataDir, options);
  const url = environment.baseUrl;
  const builder = Test.createTestingModule({ imports: [await rootModuleFor(environment)] })
    .overrideProvider(environmentConfig.KEY)
    .useValue(environment);
  if (options.account) builder.overrideProvider(TwilioAccount).useValue({ ...options.account, baseUrl: url });
  const module = await (options.override?.(builder) ?? builder).compile();
  const app = module.createNestApplication<NestExpressApplication>({ ...APP_OPTIONS, bufferLogs: true });
  // As main.ts does; from the module, so that what replaces LogDestination there gets every line.
  app.useLogger(app.get(AppLogger));
  setupApp(app);
  await app.listen(port, environment.host);
  const connection = app.get<Connection>(getConnectionToken());
  const close = async (): Promise<void> => {
    await drain(app.getHttpServer() as Server, 3_000);
    await app.close();
    if (options.databaseName === undefined) await dropTestDatabase(environment.mongoDb);
    await rm(dataDir, { recursive: true, force: true });
  };
  return { app, url, environment, account: app.get(TwilioAccount), connection, close };
}

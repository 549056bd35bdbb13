import type { Server } from 'node:http';
import type { Provider, Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { APP_OPTIONS, setupApp } from '../../src/app.setup.js';
import { LoggingModule } from '../../src/common/logging/logging.module.js';
import { ConfigModule, environmentConfig } from '../../src/config/config.module.js';
import { createEnvironment } from '../../src/config/create-environment.js';
import { EVERYBODY } from './everybody.js';

/** One controller, over HTTP. */
export interface RunningController {
  url: string;
  server: Server;
  close(): Promise<void>;
}

/**
 * Serves a controller behind the application's own parsers, guards, pipe and filter, with these providers alone. Everybody
 * is let in, but where the providers have guards of their own.
 */
export async function startController(
  controller: Type<object>,
  providers: Provider[],
  variables: Record<string, string> = {},
): Promise<RunningController> {
  const environment = createEnvironment({ ENVIRONMENT: 'test', LOG_LEVEL: 'SILENT', ...variables });
  const module = await Test.createTestingModule({
    imports: [ConfigModule, LoggingModule],
    controllers: [controller],
    providers: [...EVERYBODY, ...providers],
  })
    .overrideProvider(environmentConfig.KEY)
    .useValue(environment)
    .compile();
  const app = module.createNestApplication<NestExpressApplication>({ ...APP_OPTIONS, logger: false });
  setupApp(app);
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return { url, server: app.getHttpServer() as Server, close: () => app.close() };
}

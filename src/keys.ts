import { type INestApplicationContext, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditService } from './audit/audit.service.js';
import { AuditCliModule } from './audit/cli/audit-cli.module.js';
import { KeysCliModule } from './auth/cli/keys-cli.module.js';
import { keysProgram, type WithKeys } from './auth/cli/keys.program.js';
import { ApiKeysService } from './auth/keys/api-keys.service.js';
import { startLogger } from './common/logging/start-logger.js';
import { runCommands } from './common/process/commands.js';
import { startFailure } from './common/process/start-failure.js';
import { loadEnvironment } from './config/load-environment.js';

const inContext = async (work: (context: INestApplicationContext) => Promise<void>): Promise<void> => {
  // What Atlas logs of a start would stand between the lines that were asked for.
  const logger = startLogger(loadEnvironment(), 'error');
  Logger.overrideLogger(logger);
  const module = { module: AuditCliModule, imports: [KeysCliModule] };
  const context = await NestFactory.createApplicationContext(module, { logger, abortOnError: false });
  try {
    await work(context);
  } finally {
    await context.close();
  }
};

const keysOf = (context: INestApplicationContext): ApiKeysService =>
  context.get(ApiKeysService, { strict: false });

const withKeys: WithKeys = {
  read: (work) => inContext((context) => work(keysOf(context))),
  change: (change, work) =>
    inContext((context) =>
      context
        .get(AuditService, { strict: false })
        .command({ ...change, type: 'key' }, () => work(keysOf(context))),
    ),
};

await runCommands(keysProgram(withKeys), (error) => startFailure(error, 'Failed'));

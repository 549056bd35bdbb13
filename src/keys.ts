import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { KeysCliModule } from './auth/cli/keys-cli.module.js';
import { keysProgram, type WithKeys } from './auth/cli/keys.program.js';
import { ApiKeysService } from './auth/keys/api-keys.service.js';
import { startLogger } from './common/logging/start-logger.js';
import { runCommands } from './common/process/commands.js';
import { startFailure } from './common/process/start-failure.js';
import { loadEnvironment } from './config/load-environment.js';

const withKeys: WithKeys = async (work) => {
  // What Atlas logs of a start would stand between the lines that were asked for.
  const logger = startLogger(loadEnvironment(), 'error');
  Logger.overrideLogger(logger);
  const context = await NestFactory.createApplicationContext(KeysCliModule, { logger, abortOnError: false });
  try {
    await work(context.get(ApiKeysService));
  } finally {
    await context.close();
  }
};

await runCommands(keysProgram(withKeys), (error) => startFailure(error, 'Failed'));

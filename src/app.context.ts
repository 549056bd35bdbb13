import { type INestApplicationContext, Logger, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { startLogger } from './common/logging/start-logger.js';
import { loadEnvironment } from './config/load-environment.js';

/** Opens what the module needs for the work of one command, and closes it again. */
export async function inContext<T>(
  module: Type,
  work: (context: INestApplicationContext) => Promise<T>,
): Promise<T> {
  // What Atlas logs of a start would stand between the lines that were asked for.
  const logger = startLogger(loadEnvironment(), 'error');
  Logger.overrideLogger(logger);
  const context = await NestFactory.createApplicationContext(module, { logger, abortOnError: false });
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}

import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditCliModule } from './audit/cli/audit-cli.module.js';
import { auditProgram, type Verify } from './audit/cli/audit.program.js';
import { VerificationService } from './audit/verification.service.js';
import { startLogger } from './common/logging/start-logger.js';
import { runCommands } from './common/process/commands.js';
import { startFailure } from './common/process/start-failure.js';
import { loadEnvironment } from './config/load-environment.js';

const verify: Verify = async () => {
  // What Atlas logs of a start would stand between the lines that were asked for.
  const logger = startLogger(loadEnvironment(), 'error');
  Logger.overrideLogger(logger);
  const context = await NestFactory.createApplicationContext(AuditCliModule, { logger, abortOnError: false });
  try {
    return await context.get(VerificationService, { strict: false }).verify();
  } finally {
    await context.close();
  }
};

await runCommands(auditProgram(verify), (error) => startFailure(error, 'Failed'));

import { Module } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import { AppLogger } from './app-logger.js';
import { createPino } from './create-pino.js';
import { LogDestination } from './log-destination.js';

/** Log lines by pino; LogDestination is the one way out. */
@Module({
  providers: [
    LogDestination,
    {
      provide: AppLogger,
      inject: [Environment, LogDestination],
      useFactory: (environment: Environment, destination: LogDestination): AppLogger =>
        new AppLogger(createPino(environment, destination)),
    },
  ],
})
export class LoggingModule {}

import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Environment } from '../../config/environment.js';
import { LogDestination } from './log-destination.js';
import { logParameters } from './log-parameters.js';

/** Log lines by pino; LogDestination is the one way out. */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      providers: [LogDestination],
      inject: [Environment, LogDestination],
      useFactory: logParameters,
    }),
  ],
})
export class LoggingModule {}

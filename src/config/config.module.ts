import { Global, Module } from '@nestjs/common';
import { ConfigModule as NestConfigModule, registerAs } from '@nestjs/config';
import { Environment } from './environment.js';
import { loadEnvironment } from './load-environment.js';

/** The settings as one of Nest's configurations: read when the application is made, not when this file is imported. */
export const environmentConfig = registerAs('environment', () => loadEnvironment());

/** Gives every module the one checked Environment; ADR 0007 says why `load` and not `validate`. */
@Global()
@Module({
  imports: [
    NestConfigModule.forRoot({
      load: [environmentConfig],
      cache: true,
      // load-environment.ts reads both; nothing else may look behind what was checked.
      ignoreEnvFile: true,
      skipProcessEnv: true,
    }),
  ],
  providers: [{ provide: Environment, useExisting: environmentConfig.KEY }],
  exports: [Environment],
})
export class ConfigModule {}

import { Module } from '@nestjs/common';
import { LoggingModule } from '../../common/logging/logging.module.js';
import { ConfigModule } from '../../config/config.module.js';
import { DatabaseModule } from '../../database/database.module.js';
import { AuthModule } from '../auth.module.js';

/** What the program `keys` needs, beside any Atlas that runs. */
@Module({ imports: [ConfigModule, LoggingModule, DatabaseModule, AuthModule] })
export class KeysCliModule {}

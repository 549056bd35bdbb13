import { Module } from '@nestjs/common';
import { LoggingModule } from '../../common/logging/logging.module.js';
import { ConfigModule } from '../../config/config.module.js';
import { DatabaseModule } from '../../database/database.module.js';
import { AuditModule } from '../audit.module.js';

/** What the program `audit` needs, and what programs that change something import beside their own. */
@Module({ imports: [ConfigModule, LoggingModule, DatabaseModule, AuditModule] })
export class AuditCliModule {}

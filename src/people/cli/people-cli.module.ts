import { Module } from '@nestjs/common';
import { LoggingModule } from '../../common/logging/logging.module.js';
import { ConfigModule } from '../../config/config.module.js';
import { DatabaseModule } from '../../database/database.module.js';
import { PeopleModule } from '../people.module.js';

/** What the program `people` needs, beside any Atlas that runs. */
@Module({ imports: [ConfigModule, LoggingModule, DatabaseModule, PeopleModule] })
export class PeopleCliModule {}

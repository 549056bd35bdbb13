import { Module } from '@nestjs/common';
import { DatabaseSchema } from './database-schema.js';
import { DatabaseSource } from './database-source.js';

/** One source and one schema for the connection's factory and for those that describe and close them. */
@Module({ providers: [DatabaseSource, DatabaseSchema], exports: [DatabaseSource, DatabaseSchema] })
export class DatabaseSourceModule {}

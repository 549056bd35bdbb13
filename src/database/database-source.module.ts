import { Module } from '@nestjs/common';
import { DatabaseSource } from './database-source.js';

/** One source for the connection's factory and for those that describe and close it. */
@Module({ providers: [DatabaseSource], exports: [DatabaseSource] })
export class DatabaseSourceModule {}

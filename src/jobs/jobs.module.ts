import { MongoBackend } from '@agendajs/mongo-backend';
import { Module } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import { Agenda } from 'agenda';
import type { Connection } from 'mongoose';
import { JOBS_COLLECTION, JobsService } from './jobs.service.js';

@Module({
  providers: [
    {
      provide: Agenda,
      inject: [getConnectionToken()],
      useFactory: ({ db }: Connection): Agenda => {
        if (!db) throw new Error('Jobs need a connected database');
        return new Agenda({ backend: new MongoBackend({ mongo: db, collection: JOBS_COLLECTION }) });
      },
    },
    JobsService,
  ],
  exports: [JobsService],
})
export class JobsModule {}

import { MongoBackend } from '@agendajs/mongo-backend';
import { Module } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import { Agenda } from 'agenda';
import type { Connection } from 'mongoose';
import { JOBS_COLLECTION, JobDocumentsMongoRepository } from './job-documents.mongo.repository.js';
import { JobDocumentsRepository } from './job-documents.repository.js';
import { JobsService } from './jobs.service.js';

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
    { provide: JobDocumentsRepository, useClass: JobDocumentsMongoRepository },
    JobsService,
  ],
  exports: [JobsService],
})
export class JobsModule {}

import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import { JobDocumentsRepository } from './job-documents.repository.js';

export const JOBS_COLLECTION = 'jobs';

@Injectable()
export class JobDocumentsMongoRepository extends JobDocumentsRepository {
  private readonly jobs: Collection;

  constructor(@InjectConnection() connection: Connection) {
    super();
    this.jobs = connection.collection(JOBS_COLLECTION);
  }

  async keepUnique(): Promise<void> {
    await this.jobs.createIndex({ name: 1 }, { unique: true });
  }

  async setInterval(name: string, intervalMs: number): Promise<void> {
    const changed = { repeatInterval: intervalMs, nextRunAt: new Date(Date.now() + intervalMs) };
    await this.jobs.updateOne({ name, repeatInterval: { $ne: intervalMs } }, { $set: changed });
  }

  async bringBack(name: string, intervalMs: number, now: Date): Promise<void> {
    const latest = new Date(now.getTime() + intervalMs);
    await this.jobs.updateOne(
      { name, nextRunAt: { $not: { $lte: latest } } },
      { $set: { nextRunAt: latest } },
    );
    await this.jobs.updateOne({ name, lockedAt: { $gt: now } }, { $set: { lockedAt: now } });
  }
}

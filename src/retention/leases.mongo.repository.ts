import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { changeOne } from '../database/change-one.js';
import { databaseTime } from '../database/database-time.js';
import { insertNew } from '../database/insert-new.js';
import { LEASE_MODEL, type LeaseDocument } from './lease.schema.js';
import { latestEnd, LeasesRepository } from './leases.repository.js';

@Injectable()
export class LeasesMongoRepository extends LeasesRepository {
  constructor(@InjectModel(LEASE_MODEL) private readonly leases: Model<LeaseDocument>) {
    super();
  }

  async now(): Promise<Date> {
    return databaseTime(this.leases.db);
  }

  async take(name: string, now: Date, until: Date): Promise<boolean> {
    const taken = await insertNew(this.leases, [{ _id: name, until }]);
    if (taken.length === 0) return true;
    // One after the other: by an operator beside its fields the local server would look through all of them.
    for (const free of [{ $lte: now }, { $gt: latestEnd(now, until) }])
      if (await changeOne(this.leases, { _id: name, until: free }, { $set: { until } })) return true;
    return false;
  }

  async release(name: string, until: Date): Promise<void> {
    await changeOne(this.leases, { _id: name, until }, { $set: { until: new Date(0) } });
  }
}

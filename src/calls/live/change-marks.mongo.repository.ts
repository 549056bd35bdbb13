import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CALL_MODEL, type CallDocument } from '../model/call.schema.js';
import type { ChangeMark } from './change-mark.js';
import { ChangeMarksRepository } from './change-marks.repository.js';

type Found = Required<Pick<CallDocument, '_id' | 'version' | 'changedAt'>>;

/** SecantusDB, the local server, reads a whole range whatever the limit: the last hour or day first. */
const STRETCHES_MS = [3_600_000, 86_400_000, 30 * 86_400_000];

@Injectable()
export class ChangeMarksMongoRepository extends ChangeMarksRepository {
  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async findSince(moment: number, limit: number): Promise<ChangeMark[]> {
    const found = await this.calls
      .find({ changedAt: { $gt: new Date(moment - 1) } }, { version: 1, changedAt: 1 })
      .sort({ changedAt: 1 })
      .limit(limit)
      .lean<Found[]>();
    return found.map(({ _id: id, version, changedAt }) => ({ id, version, changedAt }));
  }

  async newest(): Promise<number> {
    for (const ms of STRETCHES_MS) {
      const found = await this.newestAfter(new Date(Date.now() - ms));
      if (found) return found.changedAt.getTime();
    }
    return (await this.newestAfter(new Date(0)))?.changedAt.getTime() ?? 0;
  }

  private async newestAfter(moment: Date): Promise<Found | undefined> {
    const [found] = await this.calls
      .find({ changedAt: { $gt: moment } }, { changedAt: 1 })
      .sort({ changedAt: -1 })
      .limit(1)
      .lean<Found[]>();
    return found;
  }
}

import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CALL_MODEL, type CallDocument } from '../model/call.schema.js';
import type { ChangeMark } from './change-mark.js';
import { ChangeMarksRepository } from './change-marks.repository.js';

type Found = Required<Pick<CallDocument, '_id' | 'version' | 'changedAt'>>;

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
    const [found] = await this.calls
      .find({ changedAt: { $gt: new Date(0) } }, { changedAt: 1 })
      .sort({ changedAt: -1 })
      .limit(1)
      .lean<Found[]>();
    return found?.changedAt.getTime() ?? 0;
  }
}

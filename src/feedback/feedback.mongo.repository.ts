import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, type UpdateWriteOpResult } from 'mongoose';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import type { Feedback } from './feedback.js';
import { fromFeedbackRecord } from './feedback.mapper.js';
import { FeedbackRepository } from './feedback.repository.js';
import { FEEDBACK_MODEL, type FeedbackRecord } from './feedback.schema.js';

@Injectable()
export class FeedbackMongoRepository extends FeedbackRepository {
  constructor(@InjectModel(FEEDBACK_MODEL) private readonly feedback: Model<FeedbackRecord>) {
    super();
  }

  async save(feedback: Feedback): Promise<Feedback> {
    const { upsertedCount } = await this.upsert(feedback).catch((error: unknown) => {
      // Two first writers can race to the insert; for the one that lost it is an update now.
      if (duplicateKeyFields(error)) return this.upsert(feedback);
      throw error;
    });
    if (upsertedCount > 0) return feedback;
    const first = await this.findByCallSid(feedback.callSid);
    return { ...feedback, createdAt: first?.createdAt ?? feedback.createdAt };
  }

  async findByCallSid(callSid: string): Promise<Feedback | null> {
    const record = await this.feedback.findById(callSid).lean<FeedbackRecord>();
    return record && fromFeedbackRecord(record);
  }

  private upsert({ callSid, createdAt, ...given }: Feedback): Promise<UpdateWriteOpResult> {
    return this.feedback
      .updateOne({ _id: callSid }, { $set: given, $setOnInsert: { createdAt } }, { upsert: true })
      .exec();
  }
}

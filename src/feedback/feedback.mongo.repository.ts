import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import type { TimeSpan } from '../common/time-span.js';
import { changeOrMakeOne } from '../database/change-one.js';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import { findDocuments } from '../database/find-documents.js';
import { newestInPages } from '../database/newest-in-pages.js';
import type { Feedback } from './feedback.js';
import { FeedbackRepository } from './feedback.repository.js';
import { FEEDBACK_MODEL, type FeedbackRecord } from './feedback.schema.js';

const toFeedback = ({ _id, ...rest }: FeedbackRecord): Feedback => ({ callId: _id, ...rest });

@Injectable()
export class FeedbackMongoRepository extends FeedbackRepository {
  constructor(@InjectModel(FEEDBACK_MODEL) private readonly feedback: Model<FeedbackRecord>) {
    super();
  }

  async save(feedback: Feedback): Promise<Feedback> {
    const isMade = await this.upsert(feedback).catch((error: unknown) => {
      // Of two writers that insert at once, the slower one fails and then updates.
      if (duplicateKeyFields(error)) return this.upsert(feedback);
      throw error;
    });
    if (isMade) return feedback;
    const [first] = await this.findByCallIds([feedback.callId]);
    return { ...feedback, createdAt: first?.createdAt ?? feedback.createdAt };
  }

  async findByCallIds(callIds: string[]): Promise<Feedback[]> {
    const found = await findDocuments(this.feedback, { _id: { $in: callIds } });
    return found.map(toFeedback);
  }

  async *newest(span: TimeSpan, size: number): AsyncGenerator<Feedback[]> {
    for await (const page of newestInPages(this.feedback, span, { size })) yield page.map(toFeedback);
  }

  async forgetNotes(callIds: string[]): Promise<void> {
    await this.feedback.updateMany({ _id: { $in: callIds } }, { $set: { notes: null } });
  }

  private upsert({ callId, createdAt, ...given }: Feedback): Promise<boolean> {
    return changeOrMakeOne(this.feedback, { _id: callId }, { $set: given, $setOnInsert: { createdAt } });
  }
}

import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { FeedbackMongoRepository } from './feedback.mongo.repository.js';
import { FeedbackRepository } from './feedback.repository.js';
import { FEEDBACK_MODEL, feedbackSchema } from './feedback.schema.js';
import { FeedbackService } from './feedback.service.js';
import { PersonalFeedback } from './personal-feedback.service.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: FEEDBACK_MODEL, schema: feedbackSchema }])],
  providers: [
    FeedbackService,
    PersonalFeedback,
    { provide: FeedbackRepository, useClass: FeedbackMongoRepository },
  ],
  exports: [FeedbackService],
})
export class FeedbackModule {}

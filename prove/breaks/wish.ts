import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { TestingModuleBuilder } from '@nestjs/testing';
import { Model } from 'mongoose';
import { CallChangesMongoRepository } from '../../src/calls/events/call-changes.mongo.repository.js';
import { CallChangesRepository } from '../../src/calls/events/call-changes.repository.js';
import { CALL_MODEL, type CallDocument } from '../../src/calls/model/call.schema.js';
import { rewriting, type Write } from './rewriting.js';

/** A wish is set with the end of a call that waits, and joined into one that does not. */
const isWish = ({ update: { $set, $max } }: Write): boolean =>
  Object.hasOwn($set ?? {}, 'wish') || Object.hasOwn($max ?? {}, 'wish.kind');

/** A write that tells of a wish counts as done, and leaves the call as it is. */
const unwishing = (write: Write): Write =>
  isWish(write) ? { filter: write.filter, update: { $inc: write.update.$inc } } : write;

@Injectable()
class HeedlessCalls extends CallChangesMongoRepository {
  constructor(@InjectModel(CALL_MODEL) calls: Model<CallDocument>) {
    super(rewriting(calls, unwishing));
  }
}

/** A client's wish that its call ends is acknowledged, and forgotten. */
export const breakWish = (builder: TestingModuleBuilder): TestingModuleBuilder =>
  builder.overrideProvider(CallChangesRepository).useClass(HeedlessCalls);

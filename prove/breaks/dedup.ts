import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { TestingModuleBuilder } from '@nestjs/testing';
import { Model } from 'mongoose';
import { CALL_MODEL, type CallDocument } from '../../src/calls/model/call.schema.js';
import { CallChangesMongoRepository } from '../../src/calls/events/call-changes.mongo.repository.js';
import { CallChangesRepository } from '../../src/calls/events/call-changes.repository.js';
import { RECORDING_MODEL, type RecordingDocument } from '../../src/recordings/recording.schema.js';
import { RecordingsMongoRepository } from '../../src/recordings/recordings.mongo.repository.js';
import { RecordingsRepository } from '../../src/recordings/recordings.repository.js';
import { rewriting, type Write } from './rewriting.js';

const GUARD = 'events.key';

/** The filter without the condition that the event is not there yet, however deep it stands. */
function withoutGuard(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  const kept = Object.entries(value).filter(([field]) => field !== GUARD);
  return Object.fromEntries(kept.map(([field, inner]) => [field, withoutGuard(inner)]));
}

const unguarded = ({ filter, update }: Write): Write => ({
  filter: withoutGuard(filter) as Write['filter'],
  update,
});

@Injectable()
class UnguardedCalls extends CallChangesMongoRepository {
  constructor(@InjectModel(CALL_MODEL) calls: Model<CallDocument>) {
    super(rewriting(calls, unguarded));
  }
}

@Injectable()
class UnguardedRecordings extends RecordingsMongoRepository {
  constructor(@InjectModel(RECORDING_MODEL) recordings: Model<RecordingDocument>) {
    super(rewriting(recordings, unguarded));
  }
}

/** An event that is delivered twice is stored twice. */
export const breakDedup = (builder: TestingModuleBuilder): TestingModuleBuilder =>
  builder
    .overrideProvider(CallChangesRepository)
    .useClass(UnguardedCalls)
    .overrideProvider(RecordingsRepository)
    .useClass(UnguardedRecordings);

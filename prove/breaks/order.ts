import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { TestingModuleBuilder } from '@nestjs/testing';
import { Model } from 'mongoose';
import { CALL_MODEL, type CallDocument } from '../../src/calls/model/call.schema.js';
import { CallChangesMongoRepository } from '../../src/calls/events/call-changes.mongo.repository.js';
import { CallChangesRepository } from '../../src/calls/events/call-changes.repository.js';
import { rewriting, type Write } from './rewriting.js';

/** Whatever the attempt's status was when this is written. */
function whateverItWas({ attempts, ...filter }: Write['filter']): Write['filter'] {
  const { $elemMatch, ...others } = (attempts ?? {}) as { $elemMatch?: Record<string, unknown> };
  if (!$elemMatch) return { ...filter, ...(attempts !== undefined && { attempts }) };
  const { rank: _rank, ...match } = $elemMatch;
  return { ...filter, attempts: { ...others, $elemMatch: match } };
}

/** What joins evidence becomes what overwrites it. */
function lastWins({ filter, update: { $max, $min, $set, ...rest } }: Write): Write {
  return {
    filter: whateverItWas(filter),
    update: { ...rest, $set: { ...($set as object), ...($max as object), ...($min as object) } },
  };
}

@Injectable()
class ForgetfulCalls extends CallChangesMongoRepository {
  constructor(@InjectModel(CALL_MODEL) calls: Model<CallDocument>) {
    super(rewriting(calls, lastWins));
  }
}

/** The callback that comes last decides, whatever it tells. */
export const breakOrder = (builder: TestingModuleBuilder): TestingModuleBuilder =>
  builder.overrideProvider(CallChangesRepository).useClass(ForgetfulCalls);

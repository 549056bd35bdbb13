import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { changeOne } from '../../database/change-one.js';
import { DatabaseUnavailableError } from '../../database/database.errors.js';
import { CALL_MODEL, type CallDocument, toCallDocument } from '../model/call.schema.js';
import type { Call } from '../model/call.js';
import { isStoredLate } from '../model/not-taken.js';
import type { AttemptRef, CallChange } from './call-change.js';
import type { StoredChange } from './change-outcome.js';
import { type AttemptMatch, CallChangesRepository } from './call-changes.repository.js';
import { type PlainChange, updateOf } from './change-update.js';
import { ToldMongoRepository } from './told.mongo.repository.js';

@Injectable()
export class CallChangesMongoRepository extends CallChangesRepository {
  private readonly told: ToldMongoRepository;

  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
    this.told = new ToldMongoRepository(calls);
  }

  async store(change: CallChange): Promise<StoredChange> {
    if (change.kind === 'told') return this.told.apply(change.ref, change.event, change.check);
    if (change.kind === 'requested') {
      await this.insert(change.call);
      return { outcome: 'applied', callId: change.call.id };
    }
    const applied = await (change.kind === 'undialled'
      ? this.told.applyUndialled(change)
      : this.write(change));
    return { outcome: applied ? 'applied' : 'refused', callId: change.callId };
  }

  findAttempt(ref: AttemptRef): Promise<AttemptMatch> {
    return this.told.findAttempt(ref);
  }

  /** Has the database note by its own clock when it stored the call: who was told in the meantime that it did not may ask again. */
  private async insert(call: Call): Promise<void> {
    const { _id, ...fields } = toCallDocument(call);
    // No call is found by this: there is a new one, or the id is taken, and it fails.
    const none = { _id, version: 0 } as object;
    const stored = await this.calls.collection.findOneAndUpdate(
      none,
      { $setOnInsert: fields, $currentDate: { changedAt: true, ...(fields.storeBy && { storedAt: true }) } },
      {
        upsert: true,
        returnDocument: 'after',
        projection: { storeBy: 1, storedAt: 1 },
        ignoreUndefined: true,
      },
    );
    if (!stored || isStoredLate(stored as Pick<Call, 'storeBy' | 'storedAt'>))
      throw new DatabaseUnavailableError(`It took too long to store call ${_id}`);
  }

  private async write(change: PlainChange): Promise<boolean> {
    const { filter, update } = updateOf(change);
    return changeOne(this.calls, filter, {
      ...update,
      $inc: { version: 1, uncounted: 1 },
      $currentDate: { changedAt: true },
    });
  }
}

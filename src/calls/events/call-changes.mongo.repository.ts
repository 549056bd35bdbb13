import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { changeOne } from '../../database/change-one.js';
import { DatabaseUnavailableError } from '../../database/database.errors.js';
import { CALL_MODEL, type CallDocument, toCallDocument } from '../model/call.schema.js';
import type { Call } from '../model/call.js';
import { Interest } from './interest.service.js';
import { entryOf, noted } from './entry-of.js';
import type { OutboxEntry } from '../model/outbox-entry.js';
import { isStoredLate } from '../model/not-taken.js';
import type { AttemptRef, CallChange, Requested } from './call-change.js';
import type { StoredChange } from './change-outcome.js';
import { type AttemptMatch, CallChangesRepository } from './call-changes.repository.js';
import { type PlainChange, updateOf } from './change-update.js';
import { ToldMongoRepository } from './told.mongo.repository.js';

@Injectable()
export class CallChangesMongoRepository extends CallChangesRepository {
  private readonly told: ToldMongoRepository;

  constructor(
    @InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>,
    private readonly interest: Interest = new Interest(),
  ) {
    super();
    this.told = new ToldMongoRepository(calls, interest);
  }

  async store(change: CallChange): Promise<StoredChange> {
    if (change.kind === 'told') return this.told.apply(change.ref, change.event, change.check);
    if (change.kind === 'requested') {
      await this.insert(change);
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
  private async insert(change: Requested): Promise<void> {
    const outbox = this.entriesOf(change);
    const { _id, ...rest } = toCallDocument(change.call);
    const fields = { ...rest, ...(outbox.length > 0 && { outbox, untold: outbox.length }) };
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
    const [entry = null] = this.entriesOf(change);
    const outbox = noted(entry);
    return changeOne(this.calls, filter, {
      ...update,
      ...(entry && { $push: { ...update.$push, ...outbox.$push } }),
      $inc: { version: 1, uncounted: 1, ...outbox.$inc },
      $currentDate: { changedAt: true },
    });
  }

  private entriesOf(change: CallChange): OutboxEntry[] {
    const entry = this.interest.isThere ? entryOf(change) : null;
    return entry ? [entry] : [];
  }
}

import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import { findDocuments } from '../database/find-documents.js';
import { IDEMPOTENCY_KEY_MODEL, type IdempotencyKeyDocument } from './idempotency-key.schema.js';
import { type Flight, IdempotencyRepository } from './idempotency.repository.js';
import {
  ERASED_ANSWER,
  type KeyClaim,
  type KeyRecord,
  NO_FINGERPRINT,
  type StoredAnswer,
} from './key-record.js';

const toRecord = ({ _id, ...record }: IdempotencyKeyDocument): KeyRecord => ({ id: _id, ...record });

const inFlight = ({ id, flight }: Flight) => ({ _id: id, flight, answer: { $exists: false } });

@Injectable()
export class IdempotencyMongoRepository extends IdempotencyRepository {
  constructor(@InjectModel(IDEMPOTENCY_KEY_MODEL) private readonly keys: Model<IdempotencyKeyDocument>) {
    super();
  }

  async insert({ id, ...claim }: KeyClaim): Promise<boolean> {
    try {
      await this.keys.create({ _id: id, ...claim });
      return true;
    } catch (error) {
      if (duplicateKeyFields(error)) return false;
      throw error;
    }
  }

  async find(id: string): Promise<KeyRecord | null> {
    const found = await this.keys.findById(id).lean<IdempotencyKeyDocument>();
    return found && toRecord(found);
  }

  async findAll(ids: string[]): Promise<KeyRecord[]> {
    return (await findDocuments(this.keys, { _id: { $in: ids } })).map(toRecord);
  }

  async findOf(resourceIds: string[]): Promise<KeyRecord[]> {
    const found = await findDocuments(this.keys, { resourceId: { $in: resourceIds } });
    return found.filter(({ fingerprint }) => fingerprint !== NO_FINGERPRINT).map(toRecord);
  }

  async eraseOf(resourceIds: string[]): Promise<void> {
    await this.keys.updateMany(
      { resourceId: { $in: resourceIds } },
      { $set: { answer: ERASED_ANSWER, fingerprint: NO_FINGERPRINT } },
    );
  }

  async takeOver(seen: KeyClaim, { id: _id, ...next }: KeyClaim): Promise<boolean> {
    const { modifiedCount } = await this.keys.updateOne(
      { ...inFlight(seen), leaseUntil: seen.leaseUntil },
      { $set: next },
    );
    return modifiedCount === 1;
  }

  async renew(flight: Flight, leaseUntil: Date): Promise<boolean> {
    const { matchedCount } = await this.keys.updateOne(inFlight(flight), { $set: { leaseUntil } });
    return matchedCount === 1;
  }

  async answer(flight: Flight, answer: StoredAnswer): Promise<boolean> {
    const { matchedCount } = await this.keys.updateOne(inFlight(flight), { $set: { answer } });
    return matchedCount === 1;
  }

  async remove(flight: Flight): Promise<boolean> {
    const { deletedCount } = await this.keys.deleteOne(inFlight(flight));
    return deletedCount === 1;
  }
}

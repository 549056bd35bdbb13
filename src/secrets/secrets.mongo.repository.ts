import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import { SECRET_MODEL, type SecretDocument } from './secret.schema.js';
import type { SecretRecord } from './secret-record.js';
import { SecretsRepository } from './secrets.repository.js';

const MASTER = 'master';

@Injectable()
export class SecretsMongoRepository extends SecretsRepository {
  constructor(@InjectModel(SECRET_MODEL) private readonly secrets: Model<SecretDocument>) {
    super();
  }

  async keep(record: SecretRecord): Promise<SecretRecord> {
    const kept = await this.find();
    if (kept) return kept;
    // SecantusDB stalls where a collection is created, and inserted into, at the same moment.
    await this.secrets.init();
    try {
      await this.secrets.create({ _id: MASTER, ...record });
    } catch (error) {
      // Another instance has just made it.
      if (!duplicateKeyFields(error)) throw error;
    }
    const stored = await this.find();
    if (!stored) throw new Error('The record of the secret is missing');
    return stored;
  }

  private async find(): Promise<SecretRecord | null> {
    const found = await this.secrets.findById(MASTER).lean<SecretDocument>();
    if (!found) return null;
    const { _id, ...record } = found;
    return record;
  }
}

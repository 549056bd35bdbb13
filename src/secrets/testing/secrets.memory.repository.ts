import type { SecretRecord } from '../secret-record.js';
import { SecretsRepository } from '../secrets.repository.js';

/** Keeps the record in memory. */
export class SecretsMemoryRepository extends SecretsRepository {
  record?: SecretRecord;

  async keep(record: SecretRecord): Promise<SecretRecord> {
    return { ...(this.record ??= { ...record }) };
  }
}

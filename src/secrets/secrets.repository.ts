import type { SecretRecord } from './secret-record.js';

/** Where the record of the master secret is kept. */
export abstract class SecretsRepository {
  /** The record that is kept: this one where there was none. */
  abstract keep(record: SecretRecord): Promise<SecretRecord>;
}

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { AuditMongoRepository } from './audit.mongo.repository.js';
import {
  AUDIT_CHAIN_MODEL,
  AUDIT_ENTRY_MODEL,
  type AuditChainDocument,
  auditChainSchema,
  type AuditEntryDocument,
  auditEntrySchema,
} from './audit.schema.js';
import { AuditMemoryRepository } from './testing/audit.memory.repository.js';
import { describeAuditRepository } from './testing/audit.repository.contract.js';

describeAuditRepository('AuditMemoryRepository', async () => new AuditMemoryRepository());

let database: TestDatabase;
let entries: Model<AuditEntryDocument>;
let chains: Model<AuditChainDocument>;

beforeAll(async () => {
  database = await openTestDatabase();
  entries = database.connection.model<AuditEntryDocument>(AUDIT_ENTRY_MODEL, auditEntrySchema);
  chains = database.connection.model<AuditChainDocument>(AUDIT_CHAIN_MODEL, auditChainSchema);
  await Promise.all([entries.init(), chains.init()]);
});
afterAll(() => database.close());

describeAuditRepository('AuditMongoRepository', async () => {
  await Promise.all([entries.deleteMany({}), chains.deleteMany({})]);
  return new AuditMongoRepository(entries, chains);
});

it('tells the time of the database', async () => {
  const now = await new AuditMongoRepository(entries, chains).now();
  expect(Math.abs(now.getTime() - Date.now())).toBeLessThan(10_000);
});

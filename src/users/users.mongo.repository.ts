import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, type QueryFilter } from 'mongoose';
import { pageOffset, type Page, type PageRequest } from '../common/page.js';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import { findDocument, findDocuments } from '../database/find-documents.js';
import { EmailTakenError, ExternalIdTakenError } from './user.errors.js';
import { handlesOf, type User, type UserChanges, type UserFilter } from './user.js';
import { fromUserRecord, toUserRecord } from './user.mapper.js';
import { USER_MODEL, type UserRecord } from './user.schema.js';
import { UsersRepository } from './users.repository.js';

@Injectable()
export class UsersMongoRepository extends UsersRepository {
  constructor(@InjectModel(USER_MODEL) private readonly users: Model<UserRecord>) {
    super();
  }

  async insert(user: User): Promise<void> {
    await this.users.collection
      .insertOne(toUserRecord(user) as object, { ignoreUndefined: true })
      .catch(throwConflict);
  }

  async update(id: string, changes: UserChanges, updatedAt: Date): Promise<User | null> {
    const { externalId, ...fields } = changes;
    const named = externalId !== undefined && { handles: handlesOf({ id, externalId }) };
    const set = { ...fields, ...(typeof externalId === 'string' && { externalId }), ...named, updatedAt };
    // Two steps by _id: the local server's findOneAndUpdate scans the collection.
    const { matchedCount } = await this.users
      .updateOne({ _id: id }, { $set: set, ...(externalId === null && { $unset: { externalId: '' } }) })
      .catch(throwConflict);
    return matchedCount === 0 ? null : this.findById(id);
  }

  async remove(id: string): Promise<boolean> {
    return (await this.users.deleteOne({ _id: id })).deletedCount === 1;
  }

  async findById(id: string): Promise<User | null> {
    const record = await findDocument(this.users, { _id: id });
    return record && fromUserRecord(record);
  }

  async findByHandle(handle: string): Promise<User | null> {
    const record = await findDocument(this.users, { handles: handle });
    return record && fromUserRecord(record);
  }

  async findByHandles(handles: string[]): Promise<User[]> {
    if (handles.length === 0) return [];
    const records = await findDocuments(this.users, { handles: { $in: handles } });
    return records.map(fromUserRecord);
  }

  async findPage(filter: UserFilter, request: PageRequest): Promise<Page<User>> {
    const query = toQuery(filter);
    const [total, records] = await Promise.all([
      // The number of all users comes from the collection's own count, which looks at none.
      query ? this.users.countDocuments(query) : this.users.estimatedDocumentCount(),
      findDocuments(this.users, query ?? {}, {
        sort: { createdAt: -1, _id: -1 },
        skip: pageOffset(request),
        limit: request.pageSize,
      }),
    ]);
    return { ...request, total, data: records.map(fromUserRecord) };
  }
}

/** Null where every user is let through. The external id is found by the index of the handles. */
function toQuery({ externalId, email }: UserFilter): QueryFilter<UserRecord> | null {
  if (externalId === undefined && email === undefined) return null;
  return {
    ...(externalId !== undefined && { handles: externalId, externalId }),
    ...(email !== undefined && { email }),
  };
}

function throwConflict(error: unknown): never {
  const fields = duplicateKeyFields(error);
  if (fields?.includes('email')) throw new EmailTakenError();
  if (fields?.includes('handles')) throw new ExternalIdTakenError();
  throw error;
}

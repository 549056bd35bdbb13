import type { Model, QueryFilter } from 'mongoose';
import { findDocuments } from './find-documents.js';

/** The ids of the oldest documents that were made before, without the first few, and of the calls that they belong to. */
export const findOlder = async <T extends { _id: string; callId?: string; createdAt: Date }>(
  model: Model<T>,
  before: Date,
  skip: number,
  limit: number,
): Promise<{ id: string; callId?: string | undefined }[]> => {
  const older = { createdAt: { $lt: before } } as QueryFilter<T>;
  const found = await findDocuments(model, older, {
    ...{ projection: { callId: 1 }, sort: { createdAt: 1 } },
    ...{ skip, limit },
  });
  return found.map(({ _id, callId }) => ({ id: _id, callId }));
};

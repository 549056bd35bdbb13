import type { FindOptions } from 'mongodb';
import type { Model, QueryFilter } from 'mongoose';

/**
 * The first document as it is stored, by the driver alone; why, says `changeOne`. The filter has to be as documents are
 * stored, and nothing in it undefined.
 */
export const findDocument = async <T>(
  model: Model<T>,
  filter: QueryFilter<T>,
  projection?: object,
): Promise<T | null> => (await model.collection.findOne(filter as object, { projection })) as T | null;

/** The same for all documents that are found; the filter or a limit bounds them. */
export const findDocuments = async <T>(
  model: Model<T>,
  filter: QueryFilter<T>,
  options: FindOptions = {},
): Promise<T[]> => (await model.collection.find(filter as object, options).toArray()) as T[];

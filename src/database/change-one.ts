import type { UpdateOptions } from 'mongodb';
import type { Model, QueryFilter, UpdateQuery } from 'mongoose';

/**
 * Updates one document, by the driver alone: Mongoose takes as long to look through a filter and an update as the driver
 * takes for all the rest. Both have to be as they are to be stored. Answers whether the document was found.
 */
export const changeOne = async <T>(
  model: Model<T>,
  filter: QueryFilter<T>,
  update: UpdateQuery<T>,
  options: UpdateOptions = {},
): Promise<boolean> => {
  const { matchedCount } = await model.collection.updateOne(filter as object, update as object, {
    ignoreUndefined: true,
    ...options,
  });
  return matchedCount === 1;
};

/** The same, where a document that is not found is made. Answers whether it was made. */
export const changeOrMakeOne = async <T>(
  model: Model<T>,
  filter: QueryFilter<T>,
  update: UpdateQuery<T>,
): Promise<boolean> => {
  const options = { upsert: true, ignoreUndefined: true };
  const { upsertedCount } = await model.collection.updateOne(filter as object, update as object, options);
  return upsertedCount === 1;
};

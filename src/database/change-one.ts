import type { Model, QueryFilter, UpdateQuery } from 'mongoose';

/**
 * Updates one document, by the driver alone: Mongoose takes as long to look through a filter and an update as the driver
 * takes for all the rest. Both have to be as they are to be stored. Answers whether the document was found.
 */
export const changeOne = async <T>(
  model: Model<T>,
  filter: QueryFilter<T>,
  update: UpdateQuery<T>,
): Promise<boolean> => {
  const { matchedCount } = await model.collection.updateOne(filter as object, update as object, {
    ignoreUndefined: true,
  });
  return matchedCount === 1;
};

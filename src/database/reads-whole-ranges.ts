import type { Connection } from 'mongoose';

/**
 * Whether this is SecantusDB, the local server where there is no other: it reads the whole range of an index, whatever
 * the limit, and of several conditions uses the index of one.
 */
export const readsWholeRanges = async (connection: Connection): Promise<boolean> => {
  const info = await connection.db?.command({ buildInfo: 1 });
  return info !== undefined && 'secantusVersion' in info;
};

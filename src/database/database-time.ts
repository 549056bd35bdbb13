import type { Connection } from 'mongoose';

/** The time by the clock of whoever answers for the database. */
export const databaseTime = async (connection: Connection): Promise<Date> => {
  const { localTime } = await connection.getClient().db().command({ hello: 1 });
  return localTime as Date;
};

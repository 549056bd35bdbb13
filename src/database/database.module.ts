import { Module } from '@nestjs/common';
import { MongooseModule, type MongooseModuleFactoryOptions } from '@nestjs/mongoose';
import mongoose, { type Connection } from 'mongoose';
import { Environment } from '../config/environment.js';
import { DatabaseIndexes } from './database-indexes.js';
import { DatabasePing } from './database-ping.js';
import { DatabaseSchema } from './database-schema.js';
import { DatabaseShutdown } from './database-shutdown.js';
import { DatabaseSource } from './database-source.js';
import { DatabaseSourceModule } from './database-source.module.js';

/** The one Mongoose connection of the application, and the local server behind it where there is one. */
@Module({
  imports: [
    DatabaseSourceModule,
    MongooseModule.forRootAsync({
      imports: [DatabaseSourceModule],
      inject: [DatabaseSource, DatabaseSchema, Environment],
      useFactory: connectionOptions,
    }),
  ],
  providers: [DatabasePing, DatabaseIndexes, DatabaseShutdown],
  exports: [DatabasePing],
})
export class DatabaseModule {}

async function connectionOptions(
  source: DatabaseSource,
  schema: DatabaseSchema,
  { mongoDb }: Environment,
): Promise<MongooseModuleFactoryOptions> {
  // A misspelt field in a filter is an error: by default Mongoose drops it, and the filter then matches everything.
  mongoose.set('strictQuery', 'throw');
  return {
    uri: await source.open(),
    dbName: mongoDb,
    // An acknowledged write is on disk: a kill -9 a moment later loses nothing.
    w: 'majority',
    journal: true,
    autoIndex: true,
    autoCreate: true,
    // What is decided by what was read is decided by what is true now. In this form MONGO_URI changes none of these.
    readPreference: 'primary',
    readConcernLevel: 'majority',
    // Requests fail, rather than pile up, while the database is away for longer than an election takes.
    bufferCommands: false,
    serverSelectionTimeoutMS: 15_000,
    // A network that swallows everything is noticed by the heartbeat, and what waits on it is ended with it.
    heartbeatFrequencyMS: 5_000,
    connectTimeoutMS: 3_000,
    socketTimeoutMS: 20_000,
    maxPoolSize: 50,
    // DatabaseSource has waited for the server already.
    retryAttempts: 0,
    connectionFactory: (connection: Connection) => withSchema(connection, schema),
  };
}

/** Before any model is made of the connection: its indexes are those of the present schema. */
async function withSchema(connection: Connection, schema: DatabaseSchema): Promise<Connection> {
  try {
    if (!connection.db) throw new Error('The database is not connected');
    await schema.open(connection.db);
    return connection;
  } catch (error) {
    await schema.close();
    await connection.close();
    throw error;
  }
}

import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { DatabaseSchema } from './database-schema.js';
import { DatabaseSource } from './database-source.js';

/** Closes the connection, then lets go of the local server: in this order, or the server would wait for its clients. */
@Injectable()
export class DatabaseShutdown implements OnApplicationShutdown {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly schema: DatabaseSchema,
    private readonly source: DatabaseSource,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.schema.close();
    await this.connection.close();
    await this.source.close();
  }
}

import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import pRetry from 'p-retry';
import { toDatabaseError } from './database.errors.js';

/** With pauses of 1, 2 and 4 s, and the time that each try takes. */
const RETRIES = 3;

/** Holds the start until every index of every registered schema exists: uniqueness rests on them. */
@Injectable()
export class DatabaseIndexes implements OnApplicationBootstrap {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  async onApplicationBootstrap(): Promise<void> {
    await Promise.all(this.connection.modelNames().map((name) => this.ensure(name)));
  }

  private async ensure(name: string): Promise<void> {
    const model = this.connection.model(name);
    try {
      // Mongoose has begun this when the model was registered; here its outcome is awaited.
      await model.init().catch((error: unknown) => this.again(model, error));
    } catch (error) {
      const { collectionName } = model.collection;
      throw new Error(`The indexes of ${collectionName} could not be made: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }

  /** A database that was away for a moment is asked again; a refusal is final. */
  private async again(model: { createIndexes(): Promise<unknown> }, error: unknown): Promise<void> {
    if (!toDatabaseError(error)) throw error;
    await pRetry(() => model.createIndexes(), {
      retries: RETRIES,
      shouldRetry: ({ error: failure }) => toDatabaseError(failure) !== null,
    });
  }
}

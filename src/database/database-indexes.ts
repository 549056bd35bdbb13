import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';

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
      await model.init();
    } catch (error) {
      const { collectionName } = model.collection;
      throw new Error(`The indexes of ${collectionName} could not be made: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
}

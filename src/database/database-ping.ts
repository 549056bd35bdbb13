import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { DatabaseUnavailableError } from './database.errors.js';
import { DatabaseSource } from './database-source.js';

const PING_LIMIT_MS = 2_000;

/** Tells whether the database answers, and which one it is. */
@Injectable()
export class DatabasePing {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly source: DatabaseSource,
  ) {}

  /** For people: which database is in use, without credentials. */
  get description(): string {
    return this.source.description;
  }

  /** Asks the database for an answer. Errors: DatabaseUnavailableError when none came within 2 s. */
  async ping(): Promise<void> {
    try {
      await this.connection.getClient().db().command({ ping: 1 }, { timeoutMS: PING_LIMIT_MS });
    } catch (error) {
      throw new DatabaseUnavailableError(error);
    }
  }
}

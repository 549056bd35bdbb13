import { Injectable, Logger } from '@nestjs/common';
import type { Db } from 'mongodb';
import { Heartbeat } from './migrations/heartbeat.js';
import { newInstance } from './migrations/instances.js';
import { MIGRATIONS, versionAfter } from './migrations/migrations.js';
import { Migrator } from './migrations/migrator.js';

/** Lets this instance onto a database whose documents have the shapes that it knows; see docs/adr/0014-migrations.md. */
@Injectable()
export class DatabaseSchema {
  private readonly logger = new Logger('Database');
  private heartbeat: Heartbeat | undefined;

  /** To be called before anything else uses the database. Errors: those of Migrator.up. */
  async open(db: Db): Promise<void> {
    const instance = newInstance(versionAfter(MIGRATIONS));
    this.heartbeat = new Heartbeat(db, instance, (line) => this.logger.warn(line));
    await this.heartbeat.start();
    await new Migrator(db, {
      migrations: MIGRATIONS,
      instance,
      log: (line) => this.logger.log(line),
    }).up();
  }

  /** To be called once this instance uses the database no longer, and before the connection is closed. */
  async close(): Promise<void> {
    await this.heartbeat?.stop();
    this.heartbeat = undefined;
  }
}

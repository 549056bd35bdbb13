import { Injectable, Logger } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { startLocalDatabase, type LocalDatabase } from './local/start-local-database.js';
import { serverAddress } from './server-address.js';
import { waitForDatabase } from './wait-for-database.js';

/** Where the database is: what MONGO_URI names, or the local server that Atlas starts. */
@Injectable()
export class DatabaseSource {
  private readonly logger = new Logger('Database');
  private local: LocalDatabase | undefined;
  private openedDescription = 'not opened yet';

  constructor(private readonly environment: Environment) {}

  /** For people: which database is in use, without credentials. */
  get description(): string {
    return this.openedDescription;
  }

  /** Starts the local server where MONGO_URI is not set, and waits until the database answers. Gives its URI. */
  async open(): Promise<string> {
    const uri = this.environment.mongoUri ?? (await this.startLocal());
    this.openedDescription = this.local?.description ?? `MongoDB at ${serverAddress(uri)}`;
    await waitForDatabase(uri, (line) => this.logger.warn(line));
    this.logger.log(`Using ${this.openedDescription}`);
    return uri;
  }

  /** Lets go of the local server, if there is one. Call it after the last connection is closed. */
  async close(): Promise<void> {
    await this.local?.stop();
    this.local = undefined;
  }

  private async startLocal(): Promise<string> {
    const { environment, dataDir } = this.environment;
    if (environment === 'production') {
      throw new Error(
        'MONGO_URI is not set: in production Atlas starts no database of its own. Set MONGO_URI.',
      );
    }
    this.local = await startLocalDatabase({ dataDir, log: (line) => this.logger.log(line) });
    return this.local.uri;
  }
}

import { CallingSettings } from './calling-settings.js';
import * as format from './environment-formats.js';
import { isOneOf, OptionalRule, Rule } from './rule.js';
import { EnvironmentVariable } from './variable.js';

/** Where everything is kept. */
export abstract class DatabaseSettings extends CallingSettings {
  @EnvironmentVariable({
    name: 'ATLAS_DATA_DIR',
    group: 'Database',
    description: 'Where the local database and the simulator keep their data.',
    default: '.atlas',
    fix: 'set ATLAS_DATA_DIR to a folder that Atlas may write to',
  })
  @Rule((value) => typeof value === 'string' && !value.includes('\0'), 'must be the path of a folder')
  readonly dataDir!: string;

  @EnvironmentVariable({
    name: 'MONGO_URI',
    group: 'Database',
    description: 'MongoDB to use. In development and test a local server is started when it is not set.',
    sensitive: true,
    requiredInProduction: true,
    fix: 'set MONGO_URI=mongodb://user:password@host:27017; outside production LOCAL_DATABASE=allowed is enough',
    fixInProduction: 'set MONGO_URI=mongodb://user:password@host:27017',
  })
  @OptionalRule(
    format.isMongoUri,
    'must begin with mongodb:// or mongodb+srv:// and name a host; in the user name and the password, any of :/?#[]@ must be percent-encoded',
  )
  @OptionalRule(
    format.readsFromPrimary,
    'must not have readPreferenceTags or maxStalenessSeconds: Atlas reads from the primary alone',
  )
  readonly mongoUri?: string;

  @EnvironmentVariable({
    name: 'LOCAL_DATABASE',
    group: 'Database',
    description:
      'allowed: calls that are really dialled may be kept in the local database; never in production.',
    defaultNote: 'only while nothing is really dialled',
    fix: 'set LOCAL_DATABASE=allowed or leave it empty',
  })
  @OptionalRule(isOneOf('allowed'), 'must be allowed or empty')
  readonly localDatabase?: 'allowed';

  @EnvironmentVariable({
    name: 'MONGO_DB',
    group: 'Database',
    description: 'Name of the database.',
    default: 'atlas',
    fix: 'set MONGO_DB=atlas',
  })
  @Rule(format.isDatabaseName, 'must be 1 to 63 characters without spaces or any of /\\."$*<>:|?')
  readonly mongoDb!: string;
}

import type { Environment } from '../../../config/environment.js';
import type { FakeDatabase } from './fake-database.js';
import type { FakeTwilio } from './fake-twilio.js';
import type { Host } from './host.js';
import type { Mutant } from './mutants.js';

/** What an instance of Atlas runs in. */
export interface Surroundings {
  host: Host;
  database: FakeDatabase;
  twilio: FakeTwilio;
  environment: Environment;
  mutant: Mutant;
}

import { apiKeyOf } from '../config/api-key.js';
import type { Environment } from '../config/environment.js';
import type { SimulatorOptions } from './start-simulator.js';

/** The simulator that the environment asks for. */
export const simulatorOptions = (
  environment: Environment,
  log: SimulatorOptions['log'],
): SimulatorOptions => ({
  port: environment.simulatorPort,
  speed: environment.simulatorSpeed,
  dataDir: environment.dataDir,
  accountSid: environment.twilioAccountSid,
  authToken: environment.twilioAuthToken,
  apiKey: apiKeyOf(environment),
  fromNumber: environment.twilioFromNumber,
  faults: environment.simulatorFaults,
  log,
});

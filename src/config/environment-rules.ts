import type { Environment } from './environment.js';
import { declaredVariables } from './variable.js';

const CREDENTIALS = {
  TWILIO_ACCOUNT_SID: 'twilioAccountSid',
  TWILIO_AUTH_TOKEN: 'twilioAuthToken',
  TWILIO_FROM_NUMBER: 'twilioFromNumber',
} as const;

type IsGiven = (name: string) => boolean;
type Problem = [property: string, rule: string];

const missingInProduction = (environment: Environment, isGiven: IsGiven): Problem[] =>
  environment.environment !== 'production'
    ? []
    : declaredVariables()
        .filter(({ requiredInProduction, name }) => requiredInProduction && !isGiven(name))
        .map(({ property }) => [property, 'is required in production']);

const incompleteCredentials = (environment: Environment, isGiven: IsGiven): Problem[] => {
  const missing = Object.entries(CREDENTIALS).filter(([name]) => !isGiven(name));
  if (missing.length === 0) return [];
  const some = missing.length < 3;
  if (!some && environment.twilioMode !== 'live') return [];
  const reason = some
    ? 'is missing while other Twilio credentials are set'
    : 'is required with TWILIO_MODE=live';
  return missing.map(([, property]) => [property, reason]);
};

const simulatorProblems = (environment: Environment): Problem[] => {
  if (environment.twilioMode !== 'simulator') return [];
  if (environment.environment === 'production')
    return [['twilioMode', 'must not be simulator in production']];
  if (environment.simulatorPort !== environment.port) return [];
  return [['simulatorPort', 'must differ from PORT']];
};

/** The rules that look at more than one variable, as pairs of property and rule; later pairs win. */
export const crossProblems = (environment: Environment, isGiven: IsGiven): Problem[] => [
  ...incompleteCredentials(environment, isGiven),
  ...missingInProduction(environment, isGiven),
  ...simulatorProblems(environment),
];

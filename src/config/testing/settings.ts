import { ConfigurationError } from '../configuration-error.js';
import { createEnvironment, type RawValues } from '../create-environment.js';

export const TWILIO = {
  TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: 'f'.repeat(32),
  TWILIO_FROM_NUMBER: '+15005550006',
};
/** All that production requires. */
export const PRODUCTION = {
  ENVIRONMENT: 'production',
  MONGO_URI: 'mongodb://db:27017',
  BASE_URL: 'https://atlas.example.com',
  ...TWILIO,
};

/** The local database is enough for what is really dialled: specs that are about other variables need not set MONGO_URI. */
export const LOCAL = { LOCAL_DATABASE: 'allowed' };

/** What is told of these variables, a line for each problem. */
export const problemsOf = (raw: RawValues): string[] => {
  try {
    createEnvironment({ ...LOCAL, ...raw });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
};
/** The variables that have a problem. */
export const namesOf = (raw: RawValues): string[] => problemsOf(raw).map((line) => line.split(' ')[0] ?? '');

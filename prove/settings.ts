/** Less than clients ask for, so that a queue grows. */
export const CALLS_PER_SECOND = 25;
const SPEED = 25;
const RECONCILE_AFTER_SECONDS = 3;
const SUBMISSION_DEADLINE_SECONDS = 8;
const TWILIO_TIMEOUT_MS = 1_500;
const FROM_NUMBER = '+15005550006';

/** More than one key is meant for: the proof is the load of a whole deployment. */
const UNREACHED = {
  REQUESTS_PER_MINUTE: '100000',
  PLACINGS_PER_MINUTE: '100000',
  MAX_ATTEMPTS_PER_NUMBER: '10000',
};

/** What is different in each run. */
export interface Setting {
  database: { uri: string; name: string };
  accountSid: string;
  authToken: string;
  simulatorPort: number;
}

/** What the simulator and all instances have in common. */
const commonOf = ({ database, accountSid, authToken }: Setting) => ({
  HOST: '127.0.0.1',
  MONGO_URI: database.uri,
  MONGO_DB: database.name,
  TWILIO_ACCOUNT_SID: accountSid,
  TWILIO_AUTH_TOKEN: authToken,
  TWILIO_FROM_NUMBER: FROM_NUMBER,
  LOG_LEVEL: 'WARNING',
});

export const simulatorSettings = (setting: Setting) => ({
  ...commonOf(setting),
  ENVIRONMENT: 'test',
  TWILIO_MODE: 'simulator',
  SIMULATOR_PORT: String(setting.simulatorPort),
  SIMULATOR_SPEED: String(SPEED),
});

/** As in production: nobody gets in without a key, and the rules of calling, limits and caps hold. */
export const instanceSettings = (setting: Setting) => ({
  ...commonOf(setting),
  ENVIRONMENT: 'production',
  TWILIO_MODE: 'live',
  TWILIO_API_BASE_URL: `http://127.0.0.1:${setting.simulatorPort}`,
  TWILIO_TIMEOUT_MS: String(TWILIO_TIMEOUT_MS),
  TWILIO_CPS: String(CALLS_PER_SECOND),
  RECONCILE_AFTER_SECONDS: String(RECONCILE_AFTER_SECONDS),
  SUBMISSION_DEADLINE_SECONDS: String(SUBMISSION_DEADLINE_SECONDS),
  ALLOWED_COUNTRIES: 'US',
  SUBSCRIPTIONS_LOOPBACK: 'on',
  ...UNREACHED,
});

/** Less than clients ask for, so that a queue grows. */
export const CALLS_PER_SECOND = 25;
const SPEED = 25;
const RECONCILE_AFTER_SECONDS = 3;
const SUBMISSION_DEADLINE_SECONDS = 8;
const TWILIO_TIMEOUT_MS = 1_500;
const FROM_NUMBER = '+15005550006';

/** What is different in each run. */
export interface Setting {
  database: { uri: string; name: string };
  accountSid: string;
  authToken: string;
  simulatorPort: number;
}

/** What the simulator and all instances have in common. */
export const settingsOf = ({ database, accountSid, authToken, simulatorPort }: Setting) => ({
  ENVIRONMENT: 'test',
  HOST: '127.0.0.1',
  MONGO_URI: database.uri,
  MONGO_DB: database.name,
  TWILIO_MODE: 'simulator',
  TWILIO_ACCOUNT_SID: accountSid,
  TWILIO_AUTH_TOKEN: authToken,
  TWILIO_FROM_NUMBER: FROM_NUMBER,
  TWILIO_TIMEOUT_MS: String(TWILIO_TIMEOUT_MS),
  RECONCILE_AFTER_SECONDS: String(RECONCILE_AFTER_SECONDS),
  SUBMISSION_DEADLINE_SECONDS: String(SUBMISSION_DEADLINE_SECONDS),
  SIMULATOR_PORT: String(simulatorPort),
  SIMULATOR_SPEED: String(SPEED),
  TWILIO_CPS: String(CALLS_PER_SECOND),
  LOG_LEVEL: 'WARNING',
});

const needed = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

/** What a peer of Atlas is told, by the same variables as Atlas. */
export const SETTINGS = {
  port: Number(needed('PORT')),
  baseUrl: needed('BASE_URL'),
  mongoUri: needed('MONGO_URI'),
  mongoDb: needed('MONGO_DB'),
  accountSid: needed('TWILIO_ACCOUNT_SID'),
  authToken: needed('TWILIO_AUTH_TOKEN'),
  fromNumber: needed('TWILIO_FROM_NUMBER'),
  twilioUrl: needed('TWILIO_API_BASE_URL'),
  requestsPerMinute: Number(needed('REQUESTS_PER_MINUTE')),
};

import { TwilioError } from './twilio.errors.js';

/** What Twilio answers; null where it has refused with one of these codes, such as that it knows no such SID. */
export const unlessRefused = async <T>(asked: Promise<T>, ...codes: number[]): Promise<T | null> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TwilioError && codes.some((code) => error.isRefusal(code))) return null;
    throw error;
  }
};

import twilio from 'twilio';
import { SETTINGS } from '../settings.js';

export const TWILIO_CLIENT = 'TWILIO_CLIENT';

type Ask = InstanceType<typeof twilio.RequestClient>['request'];

/** The SDK as it comes, save that it asks the Twilio of the bench. */
class BenchClient extends twilio.RequestClient {
  override request: Ask = (options) =>
    super.request({ ...options, uri: options.uri.replace('https://api.twilio.com', SETTINGS.twilioUrl) });
}

export const twilioClient = {
  provide: TWILIO_CLIENT,
  useFactory: () => twilio(SETTINGS.accountSid, SETTINGS.authToken, { httpClient: new BenchClient() }),
};

import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { VERSION } from './common/version.js';
import { Environment } from './config/environment.js';
import { DatabasePing } from './database/database-ping.js';
import { TwilioAccount } from './twilio/twilio-account.js';

/** Tells the log where Atlas listens, which database it uses and whether phones really ring. */
export const announce = async (app: NestExpressApplication): Promise<void> => {
  const logger = new Logger('Atlas');
  const { baseUrl, environment } = app.get(Environment);
  const { mode } = app.get(TwilioAccount, { strict: false });
  logger.log(
    `Atlas ${VERSION} (${environment}) listens on ${await app.getUrl()}, and Twilio is told ${baseUrl}`,
  );
  logger.log(`Documentation: ${await app.getUrl()}/docs`);
  logger.log(`Database: ${app.get(DatabasePing, { strict: false }).description}`);
  if (mode === 'live') logger.log('Calls are LIVE: Twilio rings real phones');
  else logger.warn('Calls are SIMULATED: no phone rings');
};

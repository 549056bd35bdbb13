import { Router } from 'express';
import { basicCredentials } from '../basic-credentials.js';
import { callControl } from './call-control.js';
import { calleeControl } from './callee-control.js';
import type { ControlContext } from './control-context.js';
import { phoneControl } from '../phone/phone-control.js';
import { tapeControl } from '../phone/tape-control.js';
import { settingsControl } from './settings-control.js';
import { answerControlError, jsonBody, NotSimulated } from './read-body.js';

/** How a simulator says that it is one. */
export const SIMULATOR_NAME = 'atlas-twilio-simulator';

/** What no Twilio has: the truth about the calls, and the strings that they hang on. */
export function controlRouter(context: ControlContext): Router {
  const { account, time } = context;
  const router = Router();
  router.use(jsonBody);
  router.get('/', (request, response) => {
    const given = basicCredentials(request.headers.authorization);
    response.json({
      simulator: SIMULATOR_NAME,
      account_sid: account.sid,
      from_number: account.fromNumber,
      speed: time.speed,
      ...(given && { knows_credentials: account.knows(given.user, given.password) }),
    });
  });
  router.get('/presence', (_request, response) => {
    // It has no end of its own: who waits for it learns of the end of this process, however it comes.
    response.writeHead(200, { 'Content-Type': 'text/plain' }).flushHeaders();
  });
  router.use('/calls', callControl(context));
  router.use('/callees', calleeControl(context));
  router.use('/phone', phoneControl(context));
  router.use('/tape', tapeControl(context));
  router.use(settingsControl(context));
  router.post('/reset', (_request, response) => {
    context.reset();
    response.json({ status: 'ok' });
  });
  router.use((request) => {
    throw new NotSimulated(`Nothing here: ${request.method} ${request.originalUrl}`);
  });
  router.use(answerControlError);
  return router;
}

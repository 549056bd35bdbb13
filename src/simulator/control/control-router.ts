import { Router } from 'express';
import type { Account } from '../account.js';
import type { CallStore } from '../calls/call-store.js';
import { countByStatus, truthOf } from './truth.js';

/** How a simulator says that it is one. */
export const SIMULATOR_NAME = 'atlas-twilio-simulator';

export interface ControlContext {
  readonly account: Account;
  readonly store: CallStore;
  readonly speed: number;
}

/** What no Twilio has: the truth about the calls. */
export function controlRouter({ account, store, speed }: ControlContext): Router {
  const router = Router();
  router.get('/', (_request, response) => {
    response.json({
      simulator: SIMULATOR_NAME,
      account_sid: account.sid,
      from_number: account.fromNumber,
      speed,
    });
  });
  router.get('/calls', (_request, response) => {
    const calls = store.newestFirst();
    response.json({ total: calls.length, by_status: countByStatus(calls), calls: calls.map(truthOf) });
  });
  router.get('/calls/:sid', (request, response) => {
    const call = store.find(request.params.sid);
    if (!call) {
      response.status(404).json({ detail: `Simulated call not found: ${request.params.sid}` });
      return;
    }
    response.json(truthOf(call));
  });
  return router;
}

import { Router } from 'express';
import { NO_FAULTS } from '../faults/fault-rates.js';
import { AccountSettings, changedLimits, limitsResource } from './account-settings.js';
import { ClockSettings } from './clock-settings.js';
import type { ControlContext } from './control-context.js';
import { FaultInput } from './fault-input.js';
import { readBody } from './read-body.js';

/** The account's limits, and the plan of faults. */
export function settingsControl({ account, faults, switchboard, store, time }: ControlContext): Router {
  const router = Router();
  router.get('/account', (_request, response) => {
    response.json(limitsResource(account.limits));
  });
  router.patch('/account', async (request, response) => {
    account.limits = changedLimits(account.limits, await readBody(request, AccountSettings));
    response.json(limitsResource(account.limits));
  });
  router.get('/clock', (_request, response) => {
    response.json({ speed: time.speed });
  });
  router.put('/clock', async (request, response) => {
    switchboard.changeSpeed((await readBody(request, ClockSettings)).speed);
    store.changes.ring();
    response.json({ speed: time.speed });
  });
  router.get('/faults', (_request, response) => {
    response.json(faults.settings);
  });
  router.put('/faults', async (request, response) => {
    const given = Object.entries(await readBody(request, FaultInput)).filter(
      ([, value]) => value !== undefined,
    );
    faults.settings = { ...NO_FAULTS, ...Object.fromEntries(given) };
    response.json(faults.settings);
  });
  return router;
}

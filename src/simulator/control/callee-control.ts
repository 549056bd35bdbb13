import { Router, type Request } from 'express';
import { isE164 } from '../../config/e164.js';
import { ValidationFailure } from '../../common/validation/validation-failure.js';
import type { Callee } from '../callees/callee.js';
import { CALLEE_TABLE } from '../callees/callee-table.js';
import { calleeResource } from './callee-resource.js';
import { CalleeSettings, changedCallee } from './callee-settings.js';
import type { ControlContext } from './control-context.js';
import { NotNow, readBody } from './read-body.js';

function numberOf(request: Request<{ number: string }>): string {
  const { number } = request.params;
  if (!isE164(number))
    throw new ValidationFailure([{ field: 'number', message: 'must be an E.164 phone number' }]);
  return number;
}

const resources = (callees: [string, Callee][]): Record<string, unknown> =>
  Object.fromEntries(callees.map(([number, callee]) => [number, calleeResource(callee)]));

/** Who answers at which number. */
export function calleeControl({ callees }: ControlContext): Router {
  const router = Router();
  router.get('/', (_request, response) => {
    response.json({
      by_last_digits: resources(Object.entries(CALLEE_TABLE)),
      by_number: resources(callees.list()),
    });
  });
  router.put('/:number', async (request, response) => {
    const number = numberOf(request);
    const callee = changedCallee(callees.of(number), await readBody(request, CalleeSettings));
    if (!callees.set(number, callee)) throw new NotNow('Too many numbers are set: reset the simulator');
    response.json(calleeResource(callee));
  });
  router.delete('/:number', (request, response) => {
    callees.remove(numberOf(request));
    response.status(204).end();
  });
  return router;
}

import { Router } from 'express';
import type { ControlContext } from '../control/control-context.js';
import { NotNow, NotSimulated, readBody } from '../control/read-body.js';
import { TapeAct, TapeSettings, wishOf } from './tape-settings.js';

/** How often one webhook is sent again at most. */
const MAX_REPEATS = 20;

/** A person's hand on the webhooks. */
export function tapeControl({ tape, callbacks, store }: ControlContext): Router {
  const router = Router();
  router.put('/', async (request, response) => {
    const { holds, next, seconds } = await readBody(request, TapeSettings);
    if (next !== undefined) tape.next = next === 'send' ? null : wishOf(next, seconds);
    if (holds !== undefined) tape.isHolding = holds;
    if (holds === false) tape.letAllGo();
    store.changes.ring();
    response.json({ holds: tape.isHolding, next: tape.next?.act ?? null });
  });
  router.post('/:id', async (request, response) => {
    const taped = tape.find(request.params.id);
    if (!taped) throw new NotSimulated(`Not on the tape: ${request.params.id}`);
    const { act, seconds } = await readBody(request, TapeAct);
    const { call, record } = taped;
    if (act !== 'again') {
      if (!tape.letGo(record.token, wishOf(act, seconds))) throw new NotNow('It is not held any more');
    } else if (tape.isHeld(record) || record.isPending) throw new NotNow('It has not been sent yet');
    else if (record.faults.filter((fault) => fault === 'again').length >= MAX_REPEATS)
      throw new NotNow(`It was sent ${MAX_REPEATS} times again`);
    else void callbacks.repeat(call, record);
    call.changed();
    response.json({ status: 'ok' });
  });
  return router;
}

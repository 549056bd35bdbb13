import { Router } from 'express';
import { ValidationFailure } from '../../common/validation/validation-failure.js';
import type { ControlContext } from '../control/control-context.js';
import { NotNow } from '../control/read-body.js';
import { phoneView } from './phone-view.js';

const MAX_WAIT_SECONDS = 25;

const wholeNumber = (field: string, value: unknown, max: number): number => {
  if (value === undefined) return 0;
  if (typeof value === 'string' && /^\d{1,16}$/.test(value) && Number(value) <= max) return Number(value);
  throw new ValidationFailure([{ field, message: `must be a whole number of at most ${max}` }]);
};

/** What the phones show, at once or when it is no longer what was seen as `since`. */
export function phoneControl(context: ControlContext): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const since = wholeNumber('since', request.query['since'], Number.MAX_SAFE_INTEGER);
    const seconds = wholeNumber('wait', request.query['wait'], MAX_WAIT_SECONDS);
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    if (!(await context.store.changes.after(since, seconds * 1000, gone.signal)))
      throw new NotNow('Too many look at the phones already');
    response.json(phoneView(context));
  });
  return router;
}

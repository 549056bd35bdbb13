import { TwilioError } from '../../twilio/twilio.errors.js';
import type { Call } from '../model/call.js';
import { CallNotAllowedError } from '../model/call.errors.js';
import { NOT_ALLOWED } from '../model/call-step.js';

/** Told where nobody knows any more what Twilio said of it. */
const COME_BACK_SECONDS = 5;

/** Why a call without a plan was not dialled; null where it was, may have been, or may still be. */
export const placingFailureOf = ({
  id,
  plan,
  attempts,
  over,
}: Call): TwilioError | CallNotAllowedError | null => {
  const [attempt] = attempts;
  if (!plan && !attempt && over?.code === NOT_ALLOWED) return new CallNotAllowedError(over.message);
  if (plan || !attempt?.reason) return null;
  const { submission, reason } = attempt;
  if (submission !== 'refused' && submission !== 'unsent') return null;
  const comeBackSeconds = submission === 'unsent' ? COME_BACK_SECONDS : undefined;
  const code = Number(reason.code) || reason.code;
  return new TwilioError(submission, { ...reason, code }, comeBackSeconds, 'placing', id);
};

import type { Case } from './case.js';
import { type Dial, isFaultOfSaying } from './evidence.js';
import type { Row } from './scorecard.js';

/** How Twilio's refusal of the credentials is told. */
const CREDENTIALS_REFUSED = /^20003\b/;

/** The promises about faults that are not the callee's: of the account, and of the way from Twilio to Atlas. */
export const outageRows = (cases: Case[]): Row[] => [
  { promise: 'a planned call failed for a refusal of the account', violations: cases.flatMap(refused) },
  { promise: 'completed in silence without a reason shown', violations: cases.flatMap(unexplained) },
  { promise: 'rung again for a fault of ours', violations: cases.flatMap(rungAgain) },
];

/** Who was told 201 or 202 has a call that is to be dialled; who was told 502 has none, and asks again. */
function refused({ call, isAcknowledged }: Case): string[] {
  if (!isAcknowledged) return [];
  const told = [call, ...call.attempts].filter(({ reason }) => CREDENTIALS_REFUSED.test(reason ?? ''));
  return told.length > 0 ? [`${call.callId} is ${call.status}: ${told[0]?.reason}`] : [];
}

/** Dials that said nothing, and of which Atlas does not show why. */
export function unexplained({ call, dials }: Case): string[] {
  const shown = (sid: string): number[] => call.attempts.find((attempt) => attempt.sid === sid)?.codes ?? [];
  return dials
    .filter(({ sid, isSilent }) => isSilent && !shown(sid).some(isFaultOfSaying))
    .map(({ sid }) => `${call.callId}: ${sid} said nothing, and Atlas does not show why`);
}

/** A machine that took a silent call is called again where the plan asks for it, as if it had been spoken to. */
const isForNothingElse = ({ isSilent, answeredBy }: Dial): boolean =>
  isSilent && !answeredBy?.startsWith('machine');

function rungAgain({ call, dials }: Case): string[] {
  return dials.slice(1).flatMap((dial, n) => {
    const previous = dials[n];
    return previous && isForNothingElse(previous)
      ? [`${call.callId}: ${dial.sid} was dialled after ${previous.sid} had said nothing`]
      : [];
  });
}

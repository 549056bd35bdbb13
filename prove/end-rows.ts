import type { Case } from './case.js';
import { isFinal } from './evidence.js';
import type { Row } from './scorecard.js';

/** What a client was told is ended is not on the line any more; Twilio may take a moment. */
const ENDED_WITHIN_MS = 2_000;

/** The promises to a client that ended its call. */
export function endRows(cases: Case[]): Row[] {
  return [
    { promise: "dialled after a client's end", violations: cases.flatMap(dialledLater) },
    {
      promise: 'a client was told that its call is ended, and it was not',
      violations: cases.flatMap(notEnded),
    },
  ];
}

function dialledLater({ call, dials, end }: Case): string[] {
  const { by, acknowledgedAt = Infinity } = end ?? {};
  return dials
    .filter(({ at }) => at > acknowledgedAt)
    .map(({ sid, at }) => `${call.callId}: ${sid} was dialled ${at - acknowledgedAt} ms after its ${by}`);
}

function notEnded({ call, dials, end }: Case): string[] {
  if (end?.acknowledgedAt === undefined) return [];
  const limit = end.acknowledgedAt + ENDED_WITHIN_MS;
  return [
    ...(isFinal(call.status) ? [] : [`${call.callId} is ${call.status} after its ${end.by}`]),
    ...dials
      .filter(({ endedAt }) => (endedAt ?? Infinity) > limit)
      .map(({ sid, status }) => `${call.callId}: ${sid} went on after its ${end.by}, and is ${status}`),
  ];
}

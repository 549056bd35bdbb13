import { type Case, casesOf } from './case.js';
import { countingRows } from './counting-rows.js';
import { endRows } from './end-rows.js';
import { type Evidence, isFinal } from './evidence.js';
import { grouped } from './grouped.js';
import { outageRows, unexplained } from './outage-rows.js';
import { planRows } from './plan-rows.js';
import { requestRows } from './request-rows.js';
import { tellingRows } from './telling-rows.js';
import { turnRows } from './turn-rows.js';

/** One promise and what was found against it; the promise is kept when nothing was. */
export interface Row {
  promise: string;
  violations: string[];
}

/** To go away, for now or for good. Anything else says that more than the name at the door was looked at. */
const REFUSED = [401, 403, 429];

const row = (promise: string, violations: string[]): Row => ({ promise, violations });

/** Compares what Atlas says with what happened, promise by promise. */
export function scorecard(evidence: Evidence): Row[] {
  const stored = new Set(evidence.events.map(({ content }) => content));
  const cases = casesOf(evidence);
  return [
    row('more than one dial per intent, or than its plan allows', repeatedDials(cases)),
    row('no dial, and Atlas does not say failed or canceled with a reason', missingDials(cases, evidence)),
    row('a dial, and Atlas says that there was none', deniedDials(cases)),
    row('a dial that Atlas does not know', unknownDials(evidence)),
    ...planRows(cases, evidence),
    ...turnRows(cases, evidence),
    ...endRows(cases),
    ...outageRows(cases),
    row('final status or duration different', cases.flatMap(differences)),
    row('recordings different', cases.flatMap(recordingDifferences)),
    row('a final status taken back', reversals(cases, evidence)),
    ...requestRows(evidence),
    row(
      'acknowledged webhooks lost',
      evidence.dials.flatMap(({ sid, acknowledged }) =>
        acknowledged.filter((content) => !stored.has(content)).map((content) => `${sid}: ${content}`),
      ),
    ),
    row('events stored more than once', repeatedEvents(evidence)),
    ...countingRows(evidence),
    ...tellingRows(evidence),
    row('calls without an end', endless(evidence)),
    row('instances that ended by themselves', evidence.falls),
    row(
      'forgeries and strangers let in',
      evidence.forgeries
        .filter(({ status, content }) => !REFUSED.includes(status) || stored.has(content))
        .map(({ kind, status, content }) => `${kind}: ${status}${stored.has(content) ? ', stored' : ''}`),
    ),
  ];
}

/** Whether every promise was kept. */
export const isPassed = (rows: Row[]): boolean => rows.every(({ violations }) => violations.length === 0);

function repeatedDials(cases: Case[]): string[] {
  return [...grouped(cases, ({ call }) => call.handle)].flatMap(([handle, own]) => {
    const sids = own.flatMap(({ dials }) => dials.map(({ sid }) => sid));
    const allowed = own[0]?.allowance?.dials ?? 1;
    return sids.length > allowed
      ? [`${handle} was dialled ${sids.length} times, and may be ${allowed} times: ${sids.join(', ')}`]
      : [];
  });
}

/** Each attempt was dialled, or says why not; so does a call that has none. */
function missingDials(cases: Case[], { dials }: Evidence): string[] {
  const made = new Set(dials.map(({ sid }) => sid));
  return cases.flatMap(({ call: { callId, status, reason, attempts } }) => {
    const isExplained = (status === 'failed' || status === 'canceled') && reason !== null;
    if (attempts.length === 0) return isExplained ? [] : [`${callId} is ${status}, and was never dialled`];
    return attempts
      .filter(({ sid, reason: why }) => why === null && !made.has(sid ?? ''))
      .map(({ sid, status: end }) => `${callId}: an attempt is ${end}, and ${sid ?? 'it'} was never dialled`);
  });
}

function deniedDials(cases: Case[]): string[] {
  return cases.flatMap(({ call: { callId, attempts }, dials }) => {
    const denied = new Set(attempts.filter(({ reason }) => reason !== null).map(({ sid }) => sid));
    const isDenied = attempts.length > 0 && attempts.every(({ reason }) => reason !== null);
    return dials
      .filter(({ sid }) => isDenied || denied.has(sid))
      .map(({ sid }) => `${callId}: ${sid} was dialled`);
  });
}

function unknownDials({ calls, dials }: Evidence): string[] {
  const sids = new Map(calls.map(({ callId, attempts }) => [callId, attempts.map(({ sid }) => sid)]));
  return dials
    .filter(({ callId, sid, isDialled }) => isDialled && !sids.get(callId ?? '')?.includes(sid))
    .map(({ callId, sid }) => `${sid}, made for ${callId}, is not among the SIDs of that call`);
}

const endOf = ({ status, duration }: { status: string; duration: number | null }): string =>
  `${status} ${duration ?? 0} s`;
const listed = (recordings: string[]): string => recordings.toSorted().join(' ') || 'none';

/** Each attempt ended as its dial; and the call as the last of them, unless it ended while it waited for another. */
function differences({ call, dials }: Case): string[] {
  const last = dials.findLast(({ sid, isOver }) => isOver && sid === call.attempts.at(-1)?.sid);
  const ends = [
    ...dials.flatMap((dial) => {
      const attempt = call.attempts.find(({ sid }) => sid === dial.sid);
      return attempt && dial.isOver ? [{ said: attempt, dial }] : [];
    }),
    ...(last && call.reason === null ? [{ said: call, dial: last }] : []),
  ];
  return ends
    .filter(({ said, dial }) => endOf(said) !== endOf(dial))
    .map(({ said, dial }) => `${call.callId} is ${endOf(said)}, and ${dial.sid} was ${endOf(dial)}`);
}

function recordingDifferences({ call, dials }: Case): string[] {
  const said = listed(call.recordings);
  const made = listed(dials.flatMap(({ recordings }) => recordings));
  return dials.length === 0 || !dials.every(({ isOver }) => isOver) || said === made
    ? []
    : [`${call.callId} has ${said}, and should have ${made}`];
}

/** Whether Atlas knows of a call's end, of what was recorded, and why nothing was said, what is true. */
export const agrees = (each: Case): boolean =>
  [...differences(each), ...recordingDifferences(each), ...unexplained(each)].length === 0;

/** When the last end of the call was acknowledged; never, where another attempt followed that was not dialled. */
function endAcknowledgedAt({ call, dials }: Case): number {
  const last = call.attempts.at(-1)?.sid;
  if (!dials.some(({ sid }) => sid === last)) return Infinity;
  return Math.max(...dials.map((dial) => dial.endAcknowledgedAt ?? Infinity));
}

/** Once a callback of the last end was acknowledged, no answer may say that the call goes on. */
function reversals(cases: Case[], { readings }: Evidence): string[] {
  const ends = new Map(cases.map((each) => [each.call.callId, endAcknowledgedAt(each)]));
  const late = readings.filter(
    ({ callId, at, status }) =>
      // A call that another dial may follow is queued until that is settled.
      !isFinal(status) && status !== 'queued' && at > (ends.get(callId) ?? Infinity),
  );
  return [...new Set(late.map(({ callId, status }) => `${callId} was ${status} again after its end`))];
}

function repeatedEvents({ events }: Evidence): string[] {
  return [...grouped(events, ({ place, content }) => `${content} in ${place}`)]
    .filter(([, same]) => same.length > 1)
    .map(([what, same]) => `${what}, ${same.length} times`);
}

function endless({ calls, dials }: Evidence): string[] {
  return [
    ...calls.filter(({ status }) => !isFinal(status)).map(({ callId, status }) => `${callId} is ${status}`),
    ...dials.filter(({ isOver }) => !isOver).map(({ sid, status }) => `${sid} is ${status} at Twilio`),
  ];
}

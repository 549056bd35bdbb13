import {
  type Answer,
  type AtlasCall,
  type Dial,
  type Evidence,
  type IntentOutcome,
  isFinal,
} from './evidence.js';

/** One promise and what was found against it; the promise is kept when nothing was. */
export interface Row {
  promise: string;
  violations: string[];
}

/** What ends a client's request; 409 and 503 mean: ask again with the same key. */
const DECISIVE = new Set([201, 502]);
const PASSING = new Set([409, 429, 503]);

const isDecisive = ({ status }: Answer): boolean => DECISIVE.has(status);
const saysUndialled = ({ status, reason }: AtlasCall): boolean =>
  (status === 'failed' || status === 'canceled') && reason !== null;

function grouped<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** Compares what Atlas says with what happened, promise by promise. */
export function scorecard(evidence: Evidence): Row[] {
  const known = new Set(evidence.calls.map(({ callId }) => callId));
  const dialled = evidence.dials.filter(({ isDialled }) => isDialled);
  const byCall = grouped(dialled, ({ callId }) => callId ?? '');
  const dialsOf = ({ callId }: AtlasCall): Dial[] => byCall.get(callId) ?? [];
  const stored = new Set(evidence.events.map(({ token }) => token));
  const row = (promise: string, violations: string[]): Row => ({ promise, violations });
  return [
    row('more than one dial per intent', repeatedDials(evidence.calls, dialsOf)),
    row(
      'no dial, and Atlas does not say failed or canceled with a reason',
      evidence.calls
        .filter((call) => dialsOf(call).length === 0 && !saysUndialled(call))
        .map(({ callId, status }) => `${callId} is ${status}, and was never dialled`),
    ),
    row(
      'a dial, and Atlas says that there was none',
      evidence.calls
        .filter((call) => dialsOf(call).length > 0 && saysUndialled(call))
        .map(({ callId, status, reason }) => `${callId} is ${status} (${reason}), and was dialled`),
    ),
    row('a dial that Atlas does not know', unknownDials(dialled, evidence.calls)),
    row('final status or duration different', differences(evidence.calls, dialsOf)),
    row('recordings different', recordingDifferences(evidence.calls, dialsOf)),
    row('a final status taken back', reversals(evidence)),
    row('acknowledged requests lost', lostRequests(evidence.intents, known)),
    row('requests without a proper answer', improperAnswers(evidence.intents)),
    row(
      'acknowledged webhooks lost',
      evidence.dials.flatMap(({ sid, acknowledgedTokens }) =>
        acknowledgedTokens.filter((token) => !stored.has(token)).map((token) => `${sid}: ${token}`),
      ),
    ),
    row('events stored more than once', repeatedEvents(evidence)),
    row('calls without an end', endless(evidence)),
    row('instances that ended by themselves', evidence.falls),
    row(
      'forged webhooks accepted',
      evidence.forgeries
        .filter(({ status, token }) => status < 400 || stored.has(token))
        .map(({ kind, status, token }) => `${kind}: ${status}${stored.has(token) ? ', stored' : ''}`),
    ),
  ];
}

/** Whether every promise was kept. */
export const isPassed = (rows: Row[]): boolean => rows.every(({ violations }) => violations.length === 0);

function repeatedDials(calls: AtlasCall[], dialsOf: (call: AtlasCall) => Dial[]): string[] {
  return [...grouped(calls, ({ handle }) => handle)].flatMap(([handle, own]) => {
    const sids = own.flatMap(dialsOf).map(({ sid }) => sid);
    return sids.length > 1 ? [`${handle} was dialled ${sids.length} times: ${sids.join(', ')}`] : [];
  });
}

function unknownDials(dials: Dial[], calls: AtlasCall[]): string[] {
  const sidsOf = new Map(calls.map(({ callId, sids }) => [callId, sids]));
  return dials
    .filter(({ callId, sid }) => !sidsOf.get(callId ?? '')?.includes(sid))
    .map(({ callId, sid }) => `${sid}, made for ${callId}, is not among the SIDs of that call`);
}

/** Each call with its dial; of several, the one that Atlas holds for its last. */
function pairs(calls: AtlasCall[], dialsOf: (call: AtlasCall) => Dial[]): [AtlasCall, Dial][] {
  return calls.flatMap((call): [AtlasCall, Dial][] => {
    const dials = dialsOf(call);
    const dial = dials.find(({ sid }) => sid === call.sids.at(-1)) ?? dials[0];
    return dial?.isOver ? [[call, dial]] : [];
  });
}

const endOf = ({ status, duration }: AtlasCall | Dial): string => `${status} ${duration ?? 0} s`;
const recordingsOf = ({ recordings }: AtlasCall | Dial): string => recordings.toSorted().join(' ') || 'none';

/** Whether Atlas knows of a call's end what is true. */
export const agrees = (call: AtlasCall, dial: Dial): boolean =>
  endOf(call) === endOf(dial) && recordingsOf(call) === recordingsOf(dial);

function differences(calls: AtlasCall[], dialsOf: (call: AtlasCall) => Dial[]): string[] {
  return pairs(calls, dialsOf)
    .filter(([call, dial]) => endOf(call) !== endOf(dial))
    .map(([call, dial]) => `${call.callId} is ${endOf(call)}, and was ${endOf(dial)}`);
}

function recordingDifferences(calls: AtlasCall[], dialsOf: (call: AtlasCall) => Dial[]): string[] {
  return pairs(calls, dialsOf)
    .filter(([call, dial]) => recordingsOf(call) !== recordingsOf(dial))
    .map(([call, dial]) => `${call.callId} has ${recordingsOf(call)}, and should have ${recordingsOf(dial)}`);
}

/** Once a callback of the end was acknowledged, no answer may say that the call goes on. */
function reversals({ readings, dials }: Evidence): string[] {
  const endOf = new Map(
    dials.map(({ callId, endAcknowledgedAt }) => [callId, endAcknowledgedAt ?? Infinity]),
  );
  const late = readings.filter(
    ({ callId, at, status }) => !isFinal(status) && at > (endOf.get(callId) ?? Infinity),
  );
  return [...new Set(late.map(({ callId, status }) => `${callId} was ${status} again after its end`))];
}

function lostRequests(intents: IntentOutcome[], known: ReadonlySet<string>): string[] {
  return intents.flatMap(({ key, answers, replay }) => {
    const all = [...answers, ...(replay ? [replay] : [])].filter(isDecisive);
    const told = new Set(all.map(({ status, callId }) => callId ?? String(status)));
    const lost = all.flatMap(({ callId }) => (callId && !known.has(callId) ? [callId] : []));
    return [
      ...new Set(lost.map((callId) => `${key}: ${callId} is not known any more`)),
      ...(told.size > 1 ? [`${key} was answered ${[...told].join(' and ')}`] : []),
    ];
  });
}

function improperAnswers(intents: IntentOutcome[]): string[] {
  return intents.flatMap(({ key, answers, replay }) => {
    const odd = answers.filter((answer) => !isDecisive(answer) && !PASSING.has(answer.status));
    return [
      ...new Set(odd.map(({ status }) => `${key} was answered ${status}`)),
      ...(answers.some(isDecisive) ? [] : [`${key} was never answered`]),
      ...(replay?.isReplay ? [] : [`${key}, asked again, was answered ${replay?.status ?? 'nothing'} anew`]),
    ];
  });
}

function repeatedEvents({ events }: Evidence): string[] {
  return [...grouped(events, ({ place, token }) => `${token} in ${place}`)]
    .filter(([, same]) => same.length > 1)
    .map(([what, same]) => `${what}, ${same.length} times`);
}

function endless({ calls, dials }: Evidence): string[] {
  return [
    ...calls.filter(({ status }) => !isFinal(status)).map(({ callId, status }) => `${callId} is ${status}`),
    ...dials.filter(({ isOver }) => !isOver).map(({ sid, status }) => `${sid} is ${status} at Twilio`),
  ];
}

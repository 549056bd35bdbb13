import { type AtlasCall, type Evidence, isFinal } from './evidence.js';
import { grouped } from './grouped.js';
import type { Row } from './scorecard.js';
import type { Telling } from './telling.js';

type Known = Pick<Evidence, 'calls' | 'tellings'>;

/** The promises to those who are told of calls; the first is what they have not heard. */
export const tellingRows = ({ calls, tellings }: Known): Row[] => [
  { promise: 'a customer was not told of a change', violations: untold({ calls, tellings }) },
  { promise: 'a customer was told of what did not happen', violations: invented({ calls, tellings }) },
  { promise: 'an event was told in two ways', violations: changed(tellings) },
  {
    promise: 'a customer was told without a good signature',
    violations: tellings.filter(({ isSigned }) => !isSigned).map(({ to, id }) => `${to}: ${id}`),
  },
];

/** The last that one customer was told of one thing, in the order of what happened to the call. */
const lastOf = (own: Telling[], type: string, attempt?: number): Telling | undefined =>
  own
    .filter((each) => each.type === type && (attempt === undefined || each.data.attempt === attempt))
    .toSorted((a, b) => a.data.sequence - b.data.sequence)
    .at(-1);

/** Every change of a call: that it was made, each attempt's end, each recording, its own end, and nothing left out between them. */
function untold({ calls, tellings }: Known): string[] {
  const customers = [...new Set(tellings.map(({ to }) => to))];
  if (calls.length > 0 && customers.length === 0) return ['Nobody was told of anything'];
  const heard = grouped(tellings, ({ to, data }) => `${to} ${data.call_id ?? ''}`);
  return customers.flatMap((to) =>
    calls.flatMap((call) =>
      missing(call, heard.get(`${to} ${call.callId}`) ?? []).map((what) => `${to}: ${what}`),
    ),
  );
}

function missing(call: AtlasCall, own: Telling[]): string[] {
  const { callId, status, attempts, recordings } = call;
  const numbers = new Set(own.map(({ data }) => data.sequence));
  const gaps = Array.from({ length: Math.max(0, ...numbers) }, (_, i) => i + 1).filter(
    (n) => !numbers.has(n),
  );
  const ends = attempts.flatMap(({ status: end }, i) => {
    const told = lastOf(own, 'attempt.ended', i + 1)?.data.status;
    return isFinal(end) && told !== end
      ? [`${callId}, attempt ${i + 1} is ${end}, told: ${told ?? 'nothing'}`]
      : [];
  });
  const heard = new Set(
    own.filter(({ type }) => type === 'recording.completed').map(({ data }) => data.recording_sid),
  );
  const end = lastOf(own, 'call.ended')?.data.status;
  return [
    ...(lastOf(own, 'call.created') ? [] : [`${callId} was made`]),
    ...ends,
    ...recordings.filter((sid) => !heard.has(sid)).map((sid) => `${callId}: ${sid} is complete`),
    ...(end === status ? [] : [`${callId} is ${status}, told: ${end ?? 'nothing'}`]),
    ...gaps.map((n) => `${callId}: number ${n}`),
  ];
}

/** Calls, attempts and recordings that there are not. An attempt that was taken back may have begun. */
function invented({ calls, tellings }: Known): string[] {
  const byId = new Map(calls.map((call) => [call.callId, call]));
  return tellings.flatMap(({ to, type, data }) => {
    const call = byId.get(data.call_id ?? '');
    if (!call) return [`${to}: ${type} of ${data.call_id ?? 'no call'}`];
    const { callId, attempts, recordings } = call;
    if (type === 'attempt.ended' && !attempts[(data.attempt ?? 0) - 1])
      return [`${to}: ${callId} has no attempt ${data.attempt ?? 0}`];
    const sid = data.recording_sid ?? '';
    return type === 'recording.completed' && !recordings.includes(sid)
      ? [`${to}: ${callId} has no ${sid}`]
      : [];
  });
}

/** The same id is the same bytes, to everybody at every try; the same place in a call is the same id. */
function changed(tellings: Telling[]): string[] {
  const several = <T>(of: Map<string, T[]>, what: (each: T) => string): string[] =>
    [...of].filter(([, same]) => new Set(same.map(what)).size > 1).map(([name]) => name);
  return [
    ...several(
      grouped(tellings, ({ id }) => id),
      ({ body }) => body,
    ),
    ...several(
      grouped(tellings, ({ data }) => `${data.call_id ?? ''} ${data.sequence}`),
      ({ id }) => id,
    ),
  ];
}

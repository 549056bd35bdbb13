import type { Case } from './case.js';
import { type Dial, type Evidence, isFinal } from './evidence.js';
import type { Allowance } from './request.js';
import type { Row } from './scorecard.js';
import type { Retried } from './terms.js';

/** How far two readings of the machine's clock may lie apart. */
const EARLY_MS = 50;
/** How long a request may be on its way that was written in time, on a busy machine. */
const ON_ITS_WAY_MS = 500;
const SECOND_MS = 1_000;

/** The promises about when and how often a call is dialled. */
export function planRows(cases: Case[], { dials, pauses, callsPerSecond }: Evidence): Row[] {
  const arrivals = dials.map(({ at }) => at).toSorted((a, b) => a - b);
  return [
    { promise: 'dialled before its time, or outside its window', violations: cases.flatMap(early) },
    { promise: 'dialled after it expired', violations: cases.flatMap(expired) },
    { promise: 'called again though its plan does not ask for it', violations: cases.flatMap(unasked) },
    { promise: 'not called again though its plan asks for it', violations: cases.flatMap(missed) },
    {
      promise: 'dialled while dispatch was paused',
      violations: dials
        .filter(({ at }) => pauses.some(({ from, until }) => at > from + ON_ITS_WAY_MS && at < until))
        .map(({ sid }) => sid),
    },
    { promise: 'dialled faster than the account allows', violations: tooFast(arrivals, callsPerSecond) },
  ];
}

/** A window opens later than the call was asked for, and closes when all is over. */
function early({ call, dials, allowance }: Case): string[] {
  const { notBefore = 0 } = allowance ?? {};
  return dials
    .filter(({ at }) => at < notBefore - EARLY_MS)
    .map(({ sid, at }) => `${call.callId}: ${sid} was dialled ${notBefore - at} ms too early`);
}

function expired({ call, dials, allowance }: Case): string[] {
  const { before = Infinity } = allowance ?? {};
  return dials
    .filter(({ at }) => at >= before + ON_ITS_WAY_MS)
    .map(({ sid, at }) => `${call.callId}: ${sid} was dialled ${at - before} ms after it expired`);
}

/** What the dial ended as, in the words of a plan. */
function outcomeOf({ status, answeredBy }: Dial): Retried | 'answered' | 'canceled' {
  if (status !== 'completed') return status as Retried | 'canceled';
  return answeredBy?.startsWith('machine') ? 'voicemail' : 'answered';
}

const asksForMore = (dial: Dial, { on }: Allowance): boolean => on.some((each) => each === outcomeOf(dial));

function unasked({ call, dials, allowance }: Case): string[] {
  if (!allowance) return [];
  return dials.slice(1).flatMap((dial, n) => {
    const previous = dials[n];
    if (!previous) return [];
    const delay = allowance.delaysMs[n] ?? allowance.delaysMs.at(-1) ?? 0;
    const again = `${call.callId}: ${dial.sid} was dialled`;
    if (previous.endedAt === null) return [`${again} while ${previous.sid} went on`];
    if (!asksForMore(previous, allowance)) return [`${again} after ${outcomeOf(previous)}`];
    const early = previous.endedAt + delay - dial.at;
    return early > EARLY_MS ? [`${again} ${early} ms before its delay was over`] : [];
  });
}

/** Whose end its client wanted, or that says why it is over, has its reason: too many errors, or an attempt that nobody can tell of. */
function missed({ call, dials, allowance, end }: Case): string[] {
  const last = dials.at(-1);
  if (!allowance || !last || end || call.reason !== null) return [];
  if (!isFinal(call.status) || dials.length >= allowance.dials || !asksForMore(last, allowance)) return [];
  return [`${call.callId} is ${call.status} after ${dials.length} of ${allowance.dials} dials`];
}

/** The first arrival of each second that holds too many of them. */
function tooFast(arrivals: number[], callsPerSecond: number): string[] {
  const allowed = callsPerSecond + 1;
  return arrivals.flatMap((at, i) => {
    const isTooMuch = (arrivals[i + allowed] ?? Infinity) < at + SECOND_MS;
    return isTooMuch ? [`more than ${allowed} calls in the second from ${new Date(at).toISOString()}`] : [];
  });
}

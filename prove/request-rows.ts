import { type Answer, type Evidence, type IntentOutcome, PUTTING_OFF } from './evidence.js';
import type { Row } from './scorecard.js';

/** What ends a client's request. */
const DECISIVE = new Set([201, 202, 502]);

const isDecisive = ({ status, isAccountRefused }: Answer): boolean =>
  DECISIVE.has(status) && !isAccountRefused;
const isPassing = ({ status, isAccountRefused }: Answer): boolean =>
  PUTTING_OFF.has(status) || isAccountRefused;
/** The promises about what clients are answered. */
export function requestRows({ intents, calls }: Evidence): Row[] {
  const known = new Set(calls.map(({ callId }) => callId));
  return [
    { promise: 'acknowledged requests lost', violations: lostRequests(intents, known) },
    { promise: 'requests without a proper answer', violations: improperAnswers(intents) },
  ];
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
    const odd = answers.filter((answer) => !isDecisive(answer) && !isPassing(answer));
    return [
      ...new Set(odd.map(({ status }) => `${key} was answered ${status}`)),
      ...(answers.some(isDecisive) ? [] : [`${key} was never answered`]),
      ...(replay?.isReplay ? [] : [`${key}, asked again, was answered ${replay?.status ?? 'nothing'} anew`]),
    ];
  });
}

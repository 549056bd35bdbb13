import { durationOf } from '../model/attempt-times.js';
import { type AttemptState, type CallEvent, evidenceOf, isPromise, statusOf } from '../model/call-event.js';
import { endSourceOf, isFinal, type Source } from '../model/call-status.js';

export const ALREADY_KNOWN = 'already known';

const TRUST: Record<Source, number> = { atlas: 0, callback: 1, api: 2 };

const whyStatusIgnored = ({ rank = 0 }: AttemptState, event: CallEvent): string => {
  const { status, source } = event;
  if (!status || !isFinal(status)) return 'an older status';
  if (isPromise(event)) return 'what Twilio says of the call itself is believed before its answer to a wish';
  const believed = endSourceOf(rank);
  // A call that goes on, in spite of an end: only Atlas's own guess is worth less than that.
  if (!believed || TRUST[source] < TRUST[believed]) return 'a less trusted source';
  return 'another end of the same source is believed';
};

/** Why an event changed nothing of what is shown. */
export const whyIgnored = (before: AttemptState, event: CallEvent): string => {
  const { status, source, kind, durationSeconds, params } = event;
  if (source === 'api' && (kind === 'hangup' || kind === 'cancel') && !status)
    return `Twilio refused it: ${params.code} ${params.message}`;
  if (kind === 'gone') return 'that Twilio knows it no more says nothing against an end that was told';
  const { greatest, earliest } = evidenceOf(event);
  if ([...Object.values(greatest), ...Object.values(earliest)].every((value) => value === undefined))
    return 'it tells nothing of the call';
  if (status && status !== statusOf(before)) return whyStatusIgnored(before, event);
  const known = durationOf(before);
  if (durationSeconds !== undefined && known !== undefined && durationSeconds !== known)
    return source === 'callback' && before.apiDuration !== undefined
      ? 'a less trusted source'
      : 'a longer duration is known';
  return ALREADY_KNOWN;
};

import { twilioSignature } from '../callbacks/signature.js';
import type { Tape, Taped } from '../callbacks/tape.js';
import { fieldsOf, type WebhookRecord } from '../callbacks/webhook.js';
import type { Call } from '../calls/call.js';
import { isFinal } from '../calls/call-status.js';
import type { ControlContext } from '../control/control-context.js';

const MAX_PHONES = 12;
const MAX_ENDED_PHONES = 4;
const MAX_OTHERS = 20;
const MAX_LINES = 60;
const MAX_ON_TAPE = 80;

/** A call at a person's phone, as the person sees it. */
const phoneOf = (call: Call, awaits: string | null): Record<string, unknown> => ({
  sid: call.sid,
  to: call.request.to,
  from: call.request.from,
  status: call.status,
  is_over: isFinal(call.status),
  is_machine: call.callee.kind === 'machine',
  awaits,
  end_reason: call.endReason,
  sip_code: call.sipCode,
  created_at: call.dateCreated,
  answered_at: call.answerTime,
  now: call.clock.now(),
  duration: call.durationSeconds,
  ring_seconds: call.request.timeoutSeconds,
  lines: call.story.slice(-MAX_LINES),
  recordings: call.recordings.map(({ sid, status, durationSeconds, heard, transcription }) => ({
    sid,
    status,
    duration: durationSeconds,
    heard,
    transcription: transcription && { status: transcription.status, text: transcription.text },
  })),
});

const stateOf = (tape: Tape, record: WebhookRecord): string => {
  if (tape.isHeld(record)) return 'held';
  if (record.isPending) return 'waiting';
  if (record.tries.length > 0) return 'sent';
  return record.faults.includes('lost') ? 'lost' : 'waiting';
};

const tapedOf = (tape: Tape, authToken: string, { call, record }: Taped): Record<string, unknown> => {
  const params = fieldsOf(record.form);
  const { method } = record.endpoint;
  const [url = ''] = record.endpoint.url.split('#', 1);
  const target = method === 'POST' ? url : `${url}${url.includes('?') ? '&' : '?'}${record.form}`;
  const last = record.tries.at(-1);
  return {
    id: record.token,
    call_sid: call.sid,
    to: call.request.to,
    kind: record.kind,
    event: record.event,
    method,
    url,
    params,
    signature: twilioSignature(authToken, target, method === 'POST' ? params : {}),
    at: record.at,
    state: stateOf(tape, record),
    faults: record.faults,
    tries: record.tries.length,
    answer: last ? { status: last.status, failure: last.failure, took_ms: last.tookMs, at: last.at } : null,
  };
};

/** All that the phones and the tape show, at one moment. */
export function phoneView({ store, switchboard, tape, time, account }: ControlContext): object {
  const newest = store.newestFirst();
  const phones = newest.filter(({ callee }) => callee.interactive);
  const live = phones.filter(({ status }) => !isFinal(status)).slice(0, MAX_PHONES);
  const ended = phones.filter(({ status }) => isFinal(status)).slice(0, MAX_ENDED_PHONES);
  const others = newest
    .filter(({ callee, status }) => !callee.interactive && !isFinal(status))
    .slice(0, MAX_OTHERS);
  return {
    version: store.changes.version,
    speed: time.speed,
    phones: [...live, ...ended].map((call) => phoneOf(call, switchboard.awaitedBy(call))),
    others: others.map(({ sid, request, callee, status }) => ({
      sid,
      to: request.to,
      status,
      does: callee.does,
    })),
    holds: tape.isHolding,
    next: tape.next?.act ?? null,
    tape: tape
      .list()
      .slice(-MAX_ON_TAPE)
      .map((taped) => tapedOf(tape, account.authToken, taped)),
  };
}

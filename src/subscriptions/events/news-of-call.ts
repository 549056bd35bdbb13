import { type Attempt, type Call, callStatus } from '../../calls/model/call.js';
import { isFinal, statusOfRank } from '../../calls/model/call-status.js';
import type { FixedNews } from '../../calls/model/fixed-news.js';
import type { OutboxEntry } from '../../calls/model/outbox-entry.js';
import type { Said } from '../../calls/model/said.js';
import type { UntoldCall } from '../../calls/telling/untold.js';
import { bodyOf } from './event.js';
import type { EventType } from './event-types.js';

/** So many facts that are told once are remembered. */
const ONCE_KEPT = 100;

interface Told {
  type: EventType;
  at: Date;
  data: object;
}

const subjectOf = ({ id, to, userExternalId, plan }: Call): object => ({
  call_id: id,
  to,
  user_id: userExternalId,
  campaign_id: plan?.campaignId ?? null,
  metadata: plan?.metadata ?? null,
});

const attemptOf = (call: Call, n: number): Attempt | undefined => call.attempts.find((each) => each.n === n);

const endOf = (attempt: Attempt | undefined): object => ({
  answered_by: attempt?.answeredBy ?? null,
  duration: attempt?.apiDuration ?? attempt?.callbackDuration ?? null,
  sip_code: attempt?.sipCode ?? null,
});

/** What one attempt is told to have done, where it stands further than was told so far. */
const toldOfAttempt = (
  call: Call,
  { n, rank, at, reason }: Extract<OutboxEntry, { kind: 'told' }>,
  said: Said,
): Told | null => {
  const before = said.ranks[n] ?? -1;
  const status = statusOfRank(rank);
  if (rank <= before) return null;
  said.ranks[n] = rank;
  if (status === 'queued' || status === 'initiated') return null;
  if (before >= 0 && statusOfRank(before) === status) return null;
  const attempt = attemptOf(call, n);
  const data = { attempt: n, call_sid: attempt?.sid ?? null, status };
  if (status === 'ringing') return { type: 'attempt.ringing', at, data };
  if (status === 'in-progress') return { type: 'attempt.answered', at, data };
  const why = reason ?? attempt?.reason;
  return { type: 'attempt.ended', at, data: { ...data, ...endOf(attempt), reason: why ?? null } };
};

const once = (said: Said, fact: string, told: Told): Told | null => {
  if (said.once.includes(fact)) return null;
  said.once = [...said.once, fact].slice(-ONCE_KEPT);
  return told;
};

const RECORDING_TYPES = {
  'in-progress': 'recording.started',
  absent: 'recording.failed',
  failed: 'recording.failed',
  completed: 'recording.completed',
} as const;

const toldOf = (call: Call, entry: OutboxEntry, said: Said): Told | null => {
  const { at } = entry;
  switch (entry.kind) {
    case 'created':
      return { type: 'call.created', at, data: { status: call.plan ? 'queued' : 'initiated' } };
    case 'dialling':
      return { type: 'attempt.started', at, data: { attempt: entry.n } };
    case 'told':
      return toldOfAttempt(call, entry, said);
    case 'waiting':
      return { type: 'call.waiting', at, data: { due_at: entry.dueAt.toISOString(), reason: entry.why } };
    case 'rescheduled':
      return { type: 'call.rescheduled', at, data: { due_at: entry.dueAt.toISOString() } };
    case 'wished':
      return { type: 'call.end_requested', at, data: { wish: entry.wish } };
    case 'recording': {
      const { sid, status } = entry;
      const told = { type: RECORDING_TYPES[status], at, data: { recording_sid: sid, status } };
      return once(said, `recording ${sid} ${status}`, told);
    }
    case 'transcription': {
      const { sid, status } = entry;
      const told = { type: `transcription.${status}` as const, at, data: { recording_sid: sid } };
      return once(said, `transcription ${sid} ${status}`, told);
    }
    case 'rated':
      return { type: 'feedback.given', at, data: {} };
    case 'over':
      return null;
  }
};

/** The end of the call, where it was not told yet: no attempt of it follows. */
const toldOfEnd = (call: Call, entries: OutboxEntry[], said: Said): Told | null => {
  const status = callStatus(call);
  if (!isFinal(status) || said.ended === status) return null;
  said.ended = status;
  const { code, message } = call.over ?? {};
  const last = entries.at(-1)?.at ?? call.createdAt;
  const reason = code === undefined ? null : { code, message };
  return {
    type: 'call.ended',
    at: call.over?.at ?? call.attempts.at(-1)?.endedAt ?? last,
    data: { status, attempts: call.attempts.length, reason },
  };
};

/** What is to be told of a call, in order, and what others have been told then. */
export const newsOfCall = ({
  call,
  entries,
  said: before,
}: UntoldCall): { news: FixedNews[]; said: Said } => {
  const said: Said = { count: 0, ranks: {}, once: [], ...structuredClone(before) };
  const told = [...entries.map((entry) => toldOf(call, entry, said)), toldOfEnd(call, entries, said)];
  const news = told
    .filter((each) => each !== null)
    .map(({ type, at, data }): FixedNews => {
      const sequence = (said.count += 1);
      const body = bodyOf(type, at, { ...subjectOf(call), sequence, ...data });
      return { id: `evt_${call.id.replaceAll('-', '')}_${sequence}`, type, at, sequence, body };
    });
  return { news, said };
};

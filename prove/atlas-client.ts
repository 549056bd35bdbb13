import { type Answer, type AtlasCall, completed } from './evidence.js';
import type { Intent } from './plan.js';

const ANSWER_WITHIN_MS = 15_000;

/** What GET /calls/{call_id} tells, as far as it is compared. */
interface CallBody {
  call_id: string;
  user_external_id: string;
  status: string;
  duration: number | null;
  failure_reason: { code: string; message: string } | null;
  attempts: { sid: string | null }[];
  recordings: { sid: string; status: string | null }[];
}

/** An answer, and after how long Atlas wants to be asked again. */
export type PlaceAnswer = Answer & { retryAfterMs?: number };

/** Asks for a call. Throws when the connection is cut, by Atlas, by `cut`, or because it takes too long. */
export async function placeCall(url: string, intent: Intent, cut?: AbortSignal): Promise<PlaceAnswer> {
  const limit = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const response = await fetch(`${url}/calls/outbound`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `"${intent.key}"` },
    body: JSON.stringify(intent.body),
    signal: cut ? AbortSignal.any([limit, cut]) : limit,
  });
  const body = (await response.json()) as Partial<CallBody>;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    status: response.status,
    isReplay: response.headers.get('idempotency-replayed') === 'true',
    ...(response.status === 201 && { callId: body.call_id }),
    ...(Number.isFinite(retryAfter) && { retryAfterMs: retryAfter * 1000 }),
  };
}

/** The call as Atlas tells it; null when Atlas does not know it. Throws when it does not answer. */
export async function getCall(url: string, callId: string): Promise<AtlasCall | null> {
  const response = await fetch(`${url}/calls/${callId}`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`GET /calls/${callId} was answered ${response.status}`);
  const call = (await response.json()) as CallBody;
  return {
    callId: call.call_id,
    handle: call.user_external_id,
    status: call.status,
    duration: call.duration,
    reason: call.failure_reason && `${call.failure_reason.code} ${call.failure_reason.message}`,
    sids: call.attempts.flatMap(({ sid }) => sid ?? []),
    recordings: completed(call.recordings),
  };
}

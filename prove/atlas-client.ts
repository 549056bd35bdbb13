import { type Answer, type AtlasCall, completed } from './evidence.js';

const ANSWER_WITHIN_MS = 15_000;

/** What GET /calls/{call_id} tells, as far as it is compared. */
interface CallBody {
  call_id: string;
  user_external_id: string;
  status: string;
  duration: number | null;
  failure_reason: { code: string; message: string } | null;
  attempts: { sid: string | null; status: string; duration: number | null; failure_reason: object | null }[];
  recordings: { sid: string; status: string | null }[];
}

/** An answer, and after how long Atlas wants to be asked again. */
export type PlaceAnswer = Answer & { retryAfterMs?: number };

/** Asks for a call. Throws when the connection is cut, by Atlas, by `cut`, or because it takes too long. */
export async function placeCall(
  url: string,
  key: string,
  request: Record<string, unknown>,
  cut?: AbortSignal,
): Promise<PlaceAnswer> {
  const limit = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const response = await fetch(`${url}/calls/outbound`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `"${key}"` },
    body: JSON.stringify(request),
    signal: cut ? AbortSignal.any([limit, cut]) : limit,
  });
  const body = (await response.json()) as Partial<CallBody>;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    status: response.status,
    isReplay: response.headers.get('idempotency-replayed') === 'true',
    ...(response.ok && { callId: body.call_id }),
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
    attempts: call.attempts.map(({ sid, status, duration, failure_reason }) => ({
      sid,
      status,
      duration,
      isUndialled: failure_reason !== null,
    })),
    recordings: completed(call.recordings),
  };
}

/** Whether the call is ended as wished; false where that was refused. Throws when it is not answered, or asked to come again. */
export async function endCall(url: string, callId: string, by: 'hangup' | 'cancel'): Promise<boolean> {
  const response = await post(url, `/calls/${callId}/${by}`);
  if (response.status !== 409) expectOk(response);
  await response.arrayBuffer();
  return response.ok;
}

/** Stops or resumes all dialling. Throws when it is not answered. */
export async function setDispatch(url: string, to: 'pause' | 'resume'): Promise<void> {
  await expectOk(await post(url, `/dispatch/${to}`)).arrayBuffer();
}

const post = (url: string, path: string): Promise<Response> =>
  fetch(`${url}${path}`, { method: 'POST', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });

function expectOk(response: Response): Response {
  if (response.ok) return response;
  throw new Error(`${response.url} was answered ${response.status}`);
}

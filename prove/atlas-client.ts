import { type Answer, type AtlasAttempt, type AtlasCall, completed } from './evidence.js';

const ANSWER_WITHIN_MS = 15_000;
/** Twilio's code. */
const CREDENTIALS_REFUSED = 20003;

interface Reason {
  code: string;
  message: string;
}

/** What explains an attempt, or an event of it. */
interface Explained {
  explanations: { kind: string; code: string }[];
}

interface AttemptBody extends Explained {
  n: number;
  sid: string | null;
  status: string;
  duration: number | null;
  failure_reason: Reason | null;
}

/** What GET /calls/{call_id}/timeline tells, as far as it is compared. */
interface TimelineBody {
  events: (Explained & { attempt: number | null; details: Record<string, string> })[];
}

/** What GET /calls/{call_id} tells, as far as it is compared. */
interface CallBody {
  call_id: string;
  user_external_id: string;
  metadata: Record<string, string> | null;
  status: string;
  duration: number | null;
  failure_reason: Reason | null;
  attempts: AttemptBody[];
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
  const body = (await response.json()) as Partial<CallBody & { detail: string }>;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    status: response.status,
    isReplay: response.headers.get('idempotency-replayed') === 'true',
    isAccountRefused: response.status === 502 && body.detail?.includes(` ${CREDENTIALS_REFUSED} `) === true,
    ...(response.ok && { callId: body.call_id }),
    ...(Number.isFinite(retryAfter) && { retryAfterMs: retryAfter * 1000 }),
  };
}

/** The call as Atlas tells it; null when Atlas does not know it. Throws when it does not answer. */
export async function getCall(url: string, callId: string): Promise<AtlasCall | null> {
  const call = await get<CallBody>(`${url}/calls/${callId}`);
  return (
    call && {
      callId: call.call_id,
      handle: call.metadata?.intent ?? call.user_external_id,
      status: call.status,
      duration: call.duration,
      reason: reasonOf(call),
      attempts: call.attempts.map(toAttempt),
      recordings: completed(call.recordings),
    }
  );
}

/** The same, with the codes that its timeline shows. */
export async function getToldCall(url: string, callId: string): Promise<AtlasCall | null> {
  const call = await getCall(url, callId);
  const timeline = call && (await get<TimelineBody>(`${url}/calls/${callId}/timeline`));
  if (!timeline) return call;
  const codesOf = (n: number): number[] =>
    timeline.events
      .filter(({ attempt }) => attempt === n)
      .flatMap(({ explanations, details }) => [...twilioCodes(explanations), Number(details.code)])
      .filter(Number.isInteger);
  const attempts = call.attempts.map((each, i) => ({ ...each, codes: [...each.codes, ...codesOf(i + 1)] }));
  return { ...call, attempts };
}

const reasonOf = ({ failure_reason: reason }: { failure_reason: Reason | null }): string | null =>
  reason && `${reason.code} ${reason.message}`;

const twilioCodes = (explanations: Explained['explanations']): number[] =>
  explanations.filter(({ kind }) => kind === 'twilio').map(({ code }) => Number(code));

const toAttempt = (attempt: AttemptBody): AtlasAttempt => ({
  sid: attempt.sid,
  status: attempt.status,
  duration: attempt.duration,
  reason: reasonOf(attempt),
  codes: twilioCodes(attempt.explanations),
});

/** Whether the call is ended as wished; false where that was refused. Throws when it is not answered, or asked to come again. */
export async function endCall(url: string, callId: string, by: 'hangup' | 'cancel'): Promise<boolean> {
  const response = await post(url, `/calls/${callId}/${by}`);
  if (response.status !== 409) expectOk(response);
  await response.arrayBuffer();
  return response.ok;
}

/** The process of the instance that dials, as one of the others tells; null where none does, or none tells. */
export async function leaderPid(urls: string[]): Promise<number | null> {
  for (const url of urls) {
    const dispatch = await get<{ leader: { name: string } | null }>(`${url}/dispatch`).catch(() => null);
    if (dispatch) return Number(dispatch.leader?.name.split(' ')[1]) || null;
  }
  return null;
}

/** Stops or resumes all dialling. Throws when it is not answered. */
export async function setDispatch(url: string, to: 'pause' | 'resume'): Promise<void> {
  await expectOk(await post(url, `/dispatch/${to}`)).arrayBuffer();
}

async function get<T>(url: string): Promise<T | null> {
  const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  return response.status === 404 ? null : ((await expectOk(response).json()) as T);
}

const post = (url: string, path: string): Promise<Response> =>
  fetch(`${url}${path}`, { method: 'POST', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });

function expectOk(response: Response): Response {
  if (response.ok) return response;
  throw new Error(`${response.url} was answered ${response.status}`);
}

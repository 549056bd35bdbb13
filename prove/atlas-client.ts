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

interface Asked {
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
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

/** One instance, asked over HTTP by an API key. */
export class AtlasClient {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** Asks for a call. Throws when the connection is cut, by Atlas, by `cut`, or because it takes too long. */
  async placeCall(key: string, request: Record<string, unknown>, cut?: AbortSignal): Promise<PlaceAnswer> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': `"${key}"` };
    const response = await this.ask('POST', '/calls/outbound', {
      headers,
      body: JSON.stringify(request),
      ...(cut && { signal: cut }),
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
  async getCall(callId: string): Promise<AtlasCall | null> {
    const call = await this.get<CallBody>(`/calls/${callId}`);
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
  async getToldCall(callId: string): Promise<AtlasCall | null> {
    const call = await this.getCall(callId);
    const timeline = call && (await this.get<TimelineBody>(`/calls/${callId}/timeline`));
    if (!timeline) return call;
    const codesOf = (n: number): number[] =>
      timeline.events
        .filter(({ attempt }) => attempt === n)
        .flatMap(({ explanations, details }) => [...twilioCodes(explanations), Number(details.code)])
        .filter(Number.isInteger);
    const attempts = call.attempts.map((each, i) => ({ ...each, codes: [...each.codes, ...codesOf(i + 1)] }));
    return { ...call, attempts };
  }

  /** Whether the call is ended as wished; false where that was refused. Throws when it is not answered, or asked to come again. */
  async endCall(callId: string, by: 'hangup' | 'cancel'): Promise<boolean> {
    const response = await this.ask('POST', `/calls/${callId}/${by}`);
    if (response.status !== 409) expectOk(response);
    await response.arrayBuffer();
    return response.ok;
  }

  /** The process of the instance that dials; null where none does. Throws when it is not answered. */
  async leaderPid(): Promise<number | null> {
    const dispatch = await this.get<{ leader: { name: string } | null }>('/dispatch');
    return Number(dispatch?.leader?.name.split(' ')[1]) || null;
  }

  /** Stops or resumes all dialling. Throws when it is not answered. */
  async setDispatch(to: 'pause' | 'resume'): Promise<void> {
    await expectOk(await this.ask('POST', `/dispatch/${to}`)).arrayBuffer();
  }

  private async get<T>(path: string): Promise<T | null> {
    const response = await this.ask('GET', path);
    return response.status === 404 ? null : ((await expectOk(response).json()) as T);
  }

  private ask(method: string, path: string, { headers = {}, body, signal }: Asked = {}): Promise<Response> {
    const limit = AbortSignal.timeout(ANSWER_WITHIN_MS);
    return fetch(`${this.url}${path}`, {
      method,
      headers: { ...headers, authorization: `Bearer ${this.key}` },
      ...(body !== undefined && { body }),
      signal: signal ? AbortSignal.any([limit, signal]) : limit,
    });
  }
}

/** The instance whose turn it is. */
export function inTurn(clients: AtlasClient[], turn: number): AtlasClient {
  const client = clients[turn % clients.length];
  if (!client) throw new Error('There is no instance to ask');
  return client;
}

/** The process of the instance that dials, as one of the others tells; null where none does, or none tells. */
export async function leaderPid(clients: AtlasClient[]): Promise<number | null> {
  for (const client of clients) {
    const pid = await client.leaderPid().catch(() => undefined);
    if (pid !== undefined) return pid;
  }
  return null;
}

function expectOk(response: Response): Response {
  if (response.ok) return response;
  throw new Error(`${response.url} was answered ${response.status}`);
}

import { Atlas, type Http, type Schema } from '@atlas/client';
import { type Answer, type AtlasAttempt, type AtlasCall, completed } from './evidence.js';

const ANSWER_WITHIN_MS = 15_000;
/** Twilio's code. */
const CREDENTIALS_REFUSED = 20003;

type Reason = Schema<'Call'>['failure_reason'];
type Explanations = Schema<'Call'>['explanations'];
type Placing = Schema<'CreateCall'>;

/** An answer, and after how long Atlas wants to be asked again. */
export type PlaceAnswer = Answer & { retryAfterMs?: number };

const reasonOf = ({ failure_reason: reason }: { failure_reason: Reason }): string | null =>
  reason && `${reason.code} ${reason.message}`;

const twilioCodes = (explanations: Explanations): number[] =>
  explanations.filter(({ kind }) => kind === 'twilio').map(({ code }) => Number(code));

const toAttempt = (attempt: Schema<'Call'>['attempts'][number]): AtlasAttempt => ({
  sid: attempt.sid,
  status: attempt.status,
  duration: attempt.duration,
  reason: reasonOf(attempt),
  codes: twilioCodes(attempt.explanations),
});

/** One instance, asked as a program of a customer asks, except that nothing is repeated unseen. */
export class AtlasClient {
  private readonly http: Http;

  constructor(url: string, key: string) {
    this.http = new Atlas({ url, key, timeoutMs: ANSWER_WITHIN_MS, retries: 0 }).http;
  }

  /** Asks for a call. Throws when the connection is cut, by Atlas, by `cut`, or because it takes too long. */
  async placeCall(key: string, body: Placing, cut?: AbortSignal): Promise<PlaceAnswer> {
    const asked = { params: { header: { 'Idempotency-Key': `"${key}"` } }, body, signal: cut };
    const { data, error, response } = await this.http.POST('/calls/outbound', asked);
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      status: response.status,
      isReplay: response.headers.get('idempotency-replayed') === 'true',
      isAccountRefused: response.status === 502 && detailOf(error).includes(` ${CREDENTIALS_REFUSED} `),
      ...(data && { callId: data.call_id }),
      ...(Number.isFinite(retryAfter) && { retryAfterMs: retryAfter * 1000 }),
    };
  }

  /** The call as Atlas tells it; null when Atlas does not know it. Throws when it does not answer. */
  async getCall(callId: string): Promise<AtlasCall | null> {
    const call = found(await this.http.GET('/calls/{call}', { params: { path: { call: callId } } }));
    return (
      call && {
        callId: call.call_id,
        handle: call.metadata?.['intent'] ?? call.user_external_id,
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
    const asked = { params: { path: { call: callId } } };
    const timeline = call && found(await this.http.GET('/calls/{call}/timeline', asked));
    if (!timeline) return call;
    const codesOf = (n: number): number[] =>
      timeline.events
        .filter(({ attempt }) => attempt === n)
        .flatMap(({ explanations, details }) => [
          ...twilioCodes(explanations),
          Number((details as Record<string, string>)['code']),
        ])
        .filter(Number.isInteger);
    const attempts = call.attempts.map((each, i) => ({ ...each, codes: [...each.codes, ...codesOf(i + 1)] }));
    return { ...call, attempts };
  }

  /** Whether the call is ended as wished; false where that was refused. Throws when it is not answered, or asked to come again. */
  async endCall(callId: string, by: 'hangup' | 'cancel'): Promise<boolean> {
    const { response } = await this.http.POST(`/calls/{call}/${by}`, { params: { path: { call: callId } } });
    if (response.status !== 409) expectOk(response);
    return response.ok;
  }

  /** The process of the instance that dials; null where none does. Throws when it is not answered. */
  async leaderPid(): Promise<number | null> {
    const dispatch = found(await this.http.GET('/dispatch'));
    return Number(dispatch?.leader?.name.split(' ')[1]) || null;
  }

  /** Stops or resumes all dialling. Throws when it is not answered. */
  async setDispatch(to: 'pause' | 'resume'): Promise<void> {
    expectOk((await this.http.POST(`/dispatch/${to}`)).response);
  }

  /** Answers the id and the secret of a new subscription to all that happens. Throws when it is not answered. */
  async subscribe(url: string): Promise<{ id: string; secret: string }> {
    const types = ['call.*', 'attempt.*', 'recording.*', 'transcription.*', 'feedback.*'] as const;
    const { data, response } = await this.http.POST('/subscriptions', { body: { url, types: [...types] } });
    expectOk(response);
    return data!;
  }

  /** Has what an endpoint has not taken sent again now. Throws when it is not answered. */
  async sendAgain(subscriptionId: string): Promise<void> {
    const params = { path: { subscription_id: subscriptionId } };
    for (const status of ['pending', 'dead'] as const)
      expectOk(
        (await this.http.POST('/subscriptions/{subscription_id}/replays', { params, body: { status } }))
          .response,
      );
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

function expectOk(response: Response): void {
  if (!response.ok) throw new Error(`${response.url} was answered ${response.status}`);
}

/** What was answered; null where there is no such thing. */
function found<Data>({ data, response }: { data?: Data; response: Response }): Data | null {
  if (response.status !== 404) expectOk(response);
  return data ?? null;
}

const detailOf = (error: unknown): string => String((error as { detail?: unknown } | undefined)?.detail);

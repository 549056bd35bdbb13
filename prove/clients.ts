import { type AtlasClient, inTurn, type PlaceAnswer } from './atlas-client.js';
import { ClientEnds } from './client-ends.js';
import { type Answer, type IntentOutcome, PUTTING_OFF, type Turn } from './evidence.js';
import { pause } from './pause.js';
import type { Intent } from './plan.js';
import { eachOf } from './pool.js';
import { type CallRequest, requestOf } from './request.js';
import { PLAIN_PRIORITY } from './terms.js';

const CLIENTS = 16;
const AFTER_CUT_MS = 150;
const LONGEST_WAIT_MS = 1_000;

/** The clients: each repeats its request with the same key, at one instance or the other, until it has an answer. */
export class Clients {
  readonly outcomes: IntentOutcome[];
  answered = 0;
  /** Connections that ended without an answer. */
  cut = 0;
  private readonly outcomeOf: Map<Intent, IntentOutcome>;
  private readonly requests = new Map<Intent, CallRequest>();
  private readonly ends: ClientEnds;

  constructor(
    private readonly clients: AtlasClient[],
    private readonly intents: Intent[],
    /** Hears of each intent that was answered, with its call where one was acknowledged. */
    private readonly onAnswered: (intent: Intent, callId: string | undefined) => void,
  ) {
    this.outcomes = intents.map(({ key, handle }) => ({ key, handle, answers: [] }));
    this.ends = new ClientEnds(clients);
    this.outcomeOf = new Map(intents.map((intent, n) => [intent, this.outcomes[n] as IntentOutcome]));
  }

  /** How many answers asked the client to come again, by their status. */
  get putOff(): Record<number, number> {
    const counts: Record<number, number> = {};
    for (const answer of this.outcomes.flatMap(({ answers }) => answers))
      if (isPuttingOff(answer)) counts[answer.status] = (counts[answer.status] ?? 0) + 1;
    return counts;
  }

  /** Places every call; gives up only when aborted. */
  async placeAll(signal: AbortSignal): Promise<void> {
    await eachOf(this.intents, CLIENTS, (intent) => this.place(intent, signal), signal);
  }

  /** Resolves when every call that its client wants ended was, or could not be. */
  ended(): Promise<void> {
    return this.ends.done();
  }

  /** Asks everything once more, with the same keys, now that it is answered. */
  async replayAll(signal: AbortSignal): Promise<void> {
    const replay = async (intent: Intent): Promise<void> => {
      const outcome = this.outcome(intent);
      outcome.replay = await this.untilAnswered(intent, intent.n + 1, signal);
    };
    const answered = this.intents.filter((intent) => this.outcome(intent).answers.length > 0);
    await eachOf(answered, CLIENTS, replay, signal);
  }

  private async place(intent: Intent, signal: AbortSignal): Promise<void> {
    const sentAt = Date.now();
    const request = requestOf(intent, sentAt);
    this.requests.set(intent, request);
    this.outcome(intent).allowance = request.allowance;
    const copies = intent.isDoubled ? [intent.n, intent.n + 1] : [intent.n];
    const told = await Promise.all(copies.map((first) => this.untilAnswered(intent, first, signal)));
    this.answered += 1;
    this.outcome(intent).turn = turnOf(intent, Date.now());
    const callId = told.find((answer) => answer?.callId)?.callId;
    this.onAnswered(intent, callId);
    const { end } = intent.terms;
    if (callId && end) this.ends.end({ callId, terms: end, sentAt }, this.outcome(intent), signal);
  }

  /** Asks one instance after the other, from this one on, until it is told more than to come again. */
  private async untilAnswered(
    intent: Intent,
    first: number,
    signal: AbortSignal,
  ): Promise<PlaceAnswer | undefined> {
    for (let n = 0; !signal.aborted; n += 1) {
      const answer = await this.ask(
        inTurn(this.clients, first + n),
        intent,
        n === 0 ? intent.cutAfterMs : undefined,
      );
      if (answer) this.outcome(intent).answers.push(answer);
      if (answer && !isPuttingOff(answer)) return answer;
      await pause(answer ? waitAfter(answer) : AFTER_CUT_MS, signal);
    }
    return undefined;
  }

  /** One request; null where the connection was cut. */
  private async ask(client: AtlasClient, intent: Intent, cutAfterMs?: number): Promise<PlaceAnswer | null> {
    const cut = cutAfterMs === undefined ? undefined : AbortSignal.timeout(cutAfterMs);
    try {
      return await client.placeCall(intent.key, this.request(intent).body, cut);
    } catch {
      // Killed, cut or too late: the client cannot know what became of its request.
      this.cut += 1;
      return null;
    }
  }

  private request(intent: Intent): CallRequest {
    const request = this.requests.get(intent);
    if (!request) throw new Error(`${intent.key} was never asked for`);
    return request;
  }

  private outcome(intent: Intent): IntentOutcome {
    const outcome = this.outcomeOf.get(intent);
    if (!outcome) throw new Error(`${intent.key} is none of these clients' intents`);
    return outcome;
  }
}

const turnOf = ({ terms }: Intent, since: number): Turn => ({
  since,
  isDue: terms.dueInMs === undefined && terms.window === undefined,
  priority: terms.priority ?? PLAIN_PRIORITY,
  isOfCrowd: terms.isOfCrowd ?? false,
});

/** Put off, broken, or the account refused: all of them are asked again with the same key. */
const isPuttingOff = ({ status, isAccountRefused }: Answer): boolean =>
  PUTTING_OFF.has(status) || (status >= 500 && status !== 502) || isAccountRefused;

/** Nobody says when an account is in order again. */
const waitAfter = ({ retryAfterMs, isAccountRefused }: PlaceAnswer): number =>
  Math.min(retryAfterMs ?? (isAccountRefused ? LONGEST_WAIT_MS : AFTER_CUT_MS), LONGEST_WAIT_MS);

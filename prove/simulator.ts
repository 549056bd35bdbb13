import { contentOf } from './content.js';
import { completed, type Dial, isFaultOfSaying, isFinal } from './evidence.js';

/** The parts of the truth about a call that the proof compares. */
interface SimulatedCall {
  sid: string;
  status: string;
  is_over: boolean;
  speed: number;
  answered_by: string | null;
  answered_at: string | null;
  created_at: string;
  started_at: string | null;
  ended_at: string | null;
  duration: number | null;
  recordings: { sid: string; status: string }[];
  webhooks: {
    kind: string;
    url: string;
    faults: string[];
    params: Record<string, string>;
    tries: { at: string; status: number | null }[];
  }[];
  notifications: { level: string; code: number }[];
}

/** The share of the cases in which each goes wrong. */
const FAULTS = {
  callback_duplicated: 0.2,
  callback_reordered: 0.2,
  callback_lost: 0.1,
  callback_early: 0.05,
  create_timeout_after: 0.03,
  create_timeout_before: 0.02,
  create_429: 0.05,
  create_500: 0.02,
  list_500: 0.2,
};
/** In simulated seconds: the dialling is not what is waited for, and a call's Events are known soon. */
const ACCOUNT = { calls_per_second: 4, events_delay_seconds: 250 };

/** The webhooks that tell of something, and so have to be kept once they were answered with 200. */
const TELLING = new Set(['status', 'voice', 'recording', 'transcription']);

/** Twilio's stand-in, over its control API. */
export class Simulator {
  constructor(readonly url: string) {}

  /** Sets the faults that it makes, and lets it dial as fast as it is asked. */
  async prepare(seed: number): Promise<void> {
    await this.set('PUT', '/faults', { seed, ...FAULTS });
    await this.set('PATCH', '/account', ACCOUNT);
  }

  /** All calls that were placed there, and how often each fault was made. */
  async truth(): Promise<{ dials: Dial[]; faults: Record<string, number> }> {
    const calls = await this.calls();
    const faults: Record<string, number> = {};
    for (const fault of calls.flatMap(({ webhooks }) => webhooks.flatMap((webhook) => webhook.faults)))
      faults[fault] = (faults[fault] ?? 0) + 1;
    return { dials: calls.map(toDial), faults };
  }

  /** From now on the callee answers and leaves a message. */
  async comeHome(number: string): Promise<void> {
    await this.set('PUT', `/callees/${encodeURIComponent(number)}`, { like: 'message' });
  }

  /** Whether it refuses Atlas's credentials from now on. */
  async refuseCredentials(refuses: boolean): Promise<void> {
    await this.set('PATCH', '/account', { refuses_credentials: refuses });
  }

  /** How many calls go on, and how many webhooks were tried so far. */
  async activity(): Promise<{ live: number; tries: number }> {
    const calls = await this.calls();
    return {
      live: calls.filter(({ is_over: isOver }) => !isOver).length,
      tries: calls.flatMap(({ webhooks }) => webhooks.flatMap(({ tries }) => tries)).length,
    };
  }

  private async set(method: string, path: string, body: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const url = `${this.url}/simulator${path}`;
    const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path} of the simulator: ${await response.text()}`);
  }

  private async calls(): Promise<SimulatedCall[]> {
    const response = await fetch(`${this.url}/simulator/calls`);
    return ((await response.json()) as { calls: SimulatedCall[] }).calls;
  }
}

function toDial(call: SimulatedCall): Dial {
  const told = call.webhooks.filter(({ kind }) => TELLING.has(kind));
  return {
    sid: call.sid,
    callId: callIdOf(call),
    at: Date.parse(call.created_at),
    endedAt: endedAt(call),
    answeredBy: call.answered_by,
    isSilent: isSilent(call),
    isDialled: call.started_at !== null,
    isOver: call.is_over,
    status: call.status,
    duration: call.duration,
    recordings: completed(call.recordings),
    acknowledged: told
      .filter(({ tries }) => tries.some(({ status }) => status === 200))
      .map(({ params }) => contentOf(params)),
    endAcknowledgedAt: endAcknowledgedAt(call),
  };
}

/** Somebody answered, and the document that says what to say could not be had: Twilio has logged why. */
function isSilent({ answered_at: answeredAt, status, webhooks, notifications }: SimulatedCall): boolean {
  if (answeredAt === null || status !== 'completed') return false;
  const asked = webhooks.filter(({ kind }) => kind === 'voice').flatMap(({ tries }) => tries);
  const isFetched = asked.some(({ status: answer }) => answer !== null && answer < 400);
  return !isFetched && notifications.some(({ code }) => isFaultOfSaying(code));
}

function callIdOf({ webhooks }: SimulatedCall): string | null {
  const [first] = webhooks;
  return first ? new URL(first.url).searchParams.get('call_id') : null;
}

/** A call's own clock runs ahead by the simulator's speed. */
function endedAt({ created_at: created, ended_at: ended, speed }: SimulatedCall): number | null {
  const from = Date.parse(created);
  return ended === null ? null : from + (Date.parse(ended) - from) / speed;
}

function endAcknowledgedAt({ webhooks }: SimulatedCall): number | null {
  const ends = webhooks.filter(({ kind, params }) => kind === 'status' && isFinal(params.CallStatus ?? ''));
  const times = ends
    .flatMap(({ tries }) => tries.filter(({ status }) => status === 200))
    .map(({ at }) => Date.parse(at));
  return times.length === 0 ? null : Math.min(...times);
}

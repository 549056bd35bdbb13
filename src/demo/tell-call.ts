import { setTimeout as wait } from 'node:timers/promises';
import { request } from './client.js';
import { DemoError } from './demo-error.js';
import { isTold, isUnanswered, momentsOf, type AtlasCall, type SimulatedCall } from './story.js';
import { Storyteller } from './storyteller.js';
import type { Terminal } from './terminal.js';

const POLL_MS = 100;
const CALL_WITHIN_MS = 60_000;

/**
 * Tells a call as it happens until all of it is told; answers it as it then is. `look` finds it as it is now; it
 * has no SID, or there is none, while it was not dialled. Throws DemoError when it takes too long.
 */
export async function tellCall(
  simulatorUrl: string,
  look: () => Promise<AtlasCall | null>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<AtlasCall> {
  const deadline = Date.now() + CALL_WITHIN_MS;
  let storyteller: Storyteller | undefined;
  for (; Date.now() < deadline; await wait(POLL_MS, undefined, { signal })) {
    const call = await look();
    if (!call?.twilio_sid) continue;
    const truthUrl = `${simulatorUrl}/simulator/calls/${call.twilio_sid}`;
    const { body: simulated } = await request<SimulatedCall>('GET', truthUrl);
    const moments = momentsOf(call, simulated);
    storyteller ??= new Storyteller(terminal, new Date(call.created_at));
    storyteller.hear(moments, Date.now());
    if (!isTold(call) && !isUnanswered(call)) continue;
    storyteller.tell(moments);
    return call;
  }
  throw new DemoError(`The call was not over after ${CALL_WITHIN_MS / 1000} s.`);
}

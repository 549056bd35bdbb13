import type { AtlasCall, ClientEnd, Dial, IntentOutcome, Turn } from './evidence.js';
import { grouped } from './grouped.js';
import type { Allowance } from './request.js';

/** A call as Atlas tells it, what was dialled for it, and what its client allowed. */
export interface Case {
  call: AtlasCall;
  /** Those where a phone rang, in the order in which they were asked for. */
  dials: Dial[];
  allowance?: Allowance;
  turn?: Turn;
  /** Its client was told that there is this call. */
  isAcknowledged: boolean;
  /** Its client wanted it ended. */
  end?: ClientEnd;
}

/** Each call with what belongs to it. */
export function casesOf(known: { calls: AtlasCall[]; dials: Dial[]; intents: IntentOutcome[] }): Case[] {
  const dialled = known.dials.filter(({ isDialled }) => isDialled).toSorted((a, b) => a.at - b.at);
  const dialsOf = grouped(dialled, ({ callId }) => callId ?? '');
  const intentOf = new Map(known.intents.map((intent) => [intent.handle, intent]));
  return known.calls.map((call) => {
    const { allowance, turn, end, answers = [] } = intentOf.get(call.handle) ?? {};
    const isAcknowledged = answers.some(({ callId }) => callId === call.callId);
    return { call, dials: dialsOf.get(call.callId) ?? [], allowance, turn, end, isAcknowledged };
  });
}

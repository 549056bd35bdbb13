import { type AtlasClient, inTurn } from './atlas-client.js';
import type { IntentOutcome } from './evidence.js';
import { pause } from './pause.js';
import type { EndTerms } from './terms.js';

const AGAIN_AFTER_MS = 150;
/** Those that wait long are looked at seldom: many of them at once would be a load of their own. */
const LOOK_MS = { first: 100, longest: 2_000, factor: 1.5 };
/** A call that is not dialled by then is ended while it waits. */
const DIALLED_WITHIN_MS = 20_000;

/** A call that its client will end. */
export interface EndingCall {
  callId: string;
  terms: EndTerms;
  /** When its client first asked for it, in milliseconds. */
  sentAt: number;
}

/** Clients that end their calls, whatever these do at that moment. */
export class ClientEnds {
  private readonly ending: Promise<void>[] = [];
  private turn = 0;

  constructor(private readonly clients: AtlasClient[]) {}

  /** Lets the call be ended when its time comes, and writes down what its client is told. */
  end(call: EndingCall, outcome: IntentOutcome, signal: AbortSignal): void {
    this.ending.push(this.endInTime(call, outcome, signal));
  }

  /** Resolves when each was ended, or could not be. */
  async done(): Promise<void> {
    await Promise.all(this.ending);
  }

  private async endInTime(
    { callId, terms: { by, after, inMs }, sentAt }: EndingCall,
    outcome: IntentOutcome,
    signal: AbortSignal,
  ): Promise<void> {
    if (after === 'dial') await this.untilDialled(callId, signal);
    await pause(after === 'dial' ? inMs : sentAt + inMs - Date.now(), signal);
    while (!signal.aborted) {
      outcome.end ??= { by };
      try {
        if (await this.client().endCall(callId, by)) outcome.end.acknowledgedAt = Date.now();
        return;
      } catch {
        // Killed, or asked to come again: the same wish once more.
        await pause(AGAIN_AFTER_MS, signal);
      }
    }
  }

  private async untilDialled(callId: string, signal: AbortSignal): Promise<void> {
    const enough = Date.now() + DIALLED_WITHIN_MS;
    for (let ms = LOOK_MS.first; Date.now() < enough; ms = Math.min(ms * LOOK_MS.factor, LOOK_MS.longest)) {
      // An instance that was just killed says nothing.
      const call = await this.client()
        .getCall(callId)
        .catch(() => null);
      if (signal.aborted || (call && call.attempts.length > 0)) return;
      await pause(ms, signal);
    }
  }

  private client(): AtlasClient {
    this.turn += 1;
    return inTurn(this.clients, this.turn);
  }
}

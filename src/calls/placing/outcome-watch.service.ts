import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { Environment } from '../../config/environment.js';
import { CallEventsService } from '../events/call-events.service.js';
import { type Call, lastAttempt } from '../model/call.js';
import { CallsRepository } from '../model/calls.repository.js';

/** How long a client is kept waiting for its call's turn. */
const TURN_MS = 2_000;
/** Beside the time that Twilio may take. */
const STORING_MS = 1_000;
/** How often the calls are looked at that clients wait for; whoever dials may be another instance. */
const LOOK_MS = 100;

interface Watched {
  /** Hears of each look at the call. */
  look: (call: Call) => void;
}

/** Whether Twilio was asked to dial it, and it is known what came of that; or it is over before that. */
const isSettled = (call: Call): boolean => {
  const last = lastAttempt(call);
  if (!last) return call.over !== undefined;
  return last.submission !== 'unknown' || last.isUnclear === true;
};

/** Keeps the clients waiting who asked for a call at once, until they can be told what became of it. */
@Injectable()
export class OutcomeWatchService implements OnApplicationBootstrap {
  private readonly watched = new Map<string, Watched>();
  private readonly answerMs: number;
  private looking?: Promise<void>;

  constructor(
    private readonly calls: CallsRepository,
    private readonly events: CallEventsService,
    { twilioTimeoutMs }: Environment,
  ) {
    this.answerMs = twilioTimeoutMs + STORING_MS;
  }

  onApplicationBootstrap(): void {
    // What this instance dials itself is known at once.
    this.events.subscribe(({ callId }) => (this.watched.has(callId) ? this.look([callId]) : undefined));
  }

  /** The call once it is settled, or as it is when its turn does not come, or no answer of Twilio's. */
  async settled(call: Call): Promise<Call> {
    let seen = call;
    const tooLate = new AbortController();
    const settled = new Promise<void>((resolve) => {
      const from = Date.now();
      const look = (found: Call): void => {
        seen = found;
        const isPatient = Date.now() - from < (lastAttempt(found) ? this.answerMs : TURN_MS);
        if (isSettled(found) || !isPatient) resolve();
      };
      this.watched.set(call.id, { look });
    });
    try {
      this.looking ??= this.keepLooking();
      const { signal } = tooLate;
      await Promise.race([settled, delay(TURN_MS + this.answerMs, undefined, { signal }).catch(() => null)]);
      return seen;
    } finally {
      tooLate.abort();
      this.watched.delete(call.id);
    }
  }

  private async keepLooking(): Promise<void> {
    while (this.watched.size > 0) {
      await delay(LOOK_MS);
      await this.look([...this.watched.keys()]);
    }
    this.looking = undefined;
  }

  /** Never fails: who cannot be told more is answered with what was stored. */
  private async look(ids: string[]): Promise<void> {
    const found = await this.calls.findByIds(ids).catch(() => []);
    for (const call of found) this.watched.get(call.id)?.look(call);
  }
}

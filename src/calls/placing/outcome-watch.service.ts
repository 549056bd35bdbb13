import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import type { CallChange } from '../events/call-change.js';
import { CallEventsService } from '../events/call-events.service.js';
import { type Call, lastAttempt } from '../model/call.js';
import { CallsRepository } from '../model/calls.repository.js';

/** How long a client is kept waiting for its call's turn. */
const TURN_MS = 2_000;
/** Beside the time that Twilio may take. */
const STORING_MS = 1_000;
/** How often the calls are looked at that clients wait for; whoever dials may be another instance. */
const LOOK_MS = 100;

/** After these nobody can be told more than before. */
const SETTLES_NOTHING: ReadonlySet<CallChange['kind']> = new Set(['requested', 'dialling']);

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_MS));

/** Whether Twilio was asked to dial it, and it is known what came of that; or it is over before that. */
const isSettled = (call: Call): boolean => {
  const last = lastAttempt(call);
  if (!last) return call.over !== undefined;
  return last.submission !== 'unknown' || last.isUnclear === true;
};

/** Keeps the clients waiting who asked for a call at once, until they can be told what became of it. */
@Injectable()
export class OutcomeWatchService implements OnApplicationBootstrap {
  /** By call, who hears of each look at it. */
  private readonly watched = new Map<string, (found: Call) => void>();
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
    this.events.subscribe(({ callId, change }) =>
      this.watched.has(callId) && !SETTLES_NOTHING.has(change.kind) ? this.look([callId]) : undefined,
    );
  }

  /**
   * The call once it is settled; as it was seen last when its turn has not come by then, or no answer of Twilio's. No
   * answer of the database is waited for longer than that.
   */
  async settled(call: Call): Promise<Call> {
    let [seen, isTurnOver] = [call, false];
    const timers: NodeJS.Timeout[] = [];
    await new Promise<void>((resolve) => {
      const judge = (found: Call): void => {
        // Two looks at once may be answered in any order.
        if (found.version > seen.version) seen = found;
        if (isSettled(seen) || (isTurnOver && !lastAttempt(seen))) resolve();
      };
      const endTurn = (): void => {
        isTurnOver = true;
        judge(seen);
      };
      timers.push(setTimeout(endTurn, TURN_MS), setTimeout(resolve, TURN_MS + this.answerMs));
      this.watched.set(call.id, judge);
      this.looking ??= this.keepLooking();
    });
    timers.forEach(clearTimeout);
    this.watched.delete(call.id);
    return seen;
  }

  private async keepLooking(): Promise<void> {
    await rest();
    while (this.watched.size > 0) {
      await this.look([...this.watched.keys()]);
      await rest();
    }
    this.looking = undefined;
  }

  /** Never fails: who cannot be told more is answered with what was seen before. */
  private async look(ids: string[]): Promise<void> {
    const found = await this.calls.findByIds(ids).catch(() => []);
    for (const call of found) this.watched.get(call.id)?.(call);
  }
}

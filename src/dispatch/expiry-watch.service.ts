import { Injectable } from '@nestjs/common';
import { AttemptsService } from '../calls/attempts/attempts.service.js';
import { UNSURE } from '../calls/attempts/calling-rules.js';
import type { Call } from '../calls/model/call.js';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import { Clock } from '../common/time/clock.service.js';
import { LeadershipService } from './leadership.service.js';
import { standingOf } from './standing.js';

const EXPIRED_AT_ONCE = 100;
const WRITES_AT_ONCE = 20;
/** How often expired calls are looked for, at most and at least. */
const LOOK_MS = { most: 1_000, least: 30_000 };

/** Ends the calls that may not be dialled any more, at the moment from which they may not. */
@Injectable()
export class ExpiryWatchService {
  /** When they are looked for next, in the clock that does not step. */
  lookAt = 0;
  private lookedAt = -Infinity;

  constructor(
    private readonly leadership: LeadershipService,
    private readonly queue: CallQueueService,
    private readonly attempts: AttemptsService,
    private readonly clock: Clock,
  ) {}

  /** Forgets what it knew in another term. */
  begin(): void {
    this.lookAt = 0;
  }

  /** Calls that were put in meanwhile may expire before any that were there. */
  lookSoon(): void {
    this.lookAt = Math.min(this.lookAt, this.lookedAt + LOOK_MS.most);
  }

  /** Ends the calls that have expired, when it is time to look for them. */
  async look(): Promise<void> {
    if (this.clock.monotonic() < this.lookAt) return;
    const now = this.leadership.now();
    this.lookedAt = this.clock.monotonic();
    this.lookAt = this.lookedAt + LOOK_MS.least;
    const expired = await this.queue.findExpired(now, EXPIRED_AT_ONCE);
    await this.sendAway(expired, now);
    const next = expired.length === EXPIRED_AT_ONCE ? now : await this.queue.nextExpiry();
    if (!next) return;
    const aheadMs = next.getTime() - now.getTime();
    // What has expired and is still there cannot be ended, and is not tried without a pause.
    const waitMs = aheadMs > 0 || expired.length === EXPIRED_AT_ONCE ? Math.max(50, aheadMs) : LOOK_MS.most;
    this.lookAt = Math.min(this.lookAt, this.lookedAt + waitMs);
  }

  /** Puts off or ends what may not be dialled now. Fails, where one of them cannot be, when the others are. */
  async sendAway(calls: Call[], now: Date): Promise<void> {
    const sendAway = async (call: Call): Promise<void> => {
      const objection = this.attempts.objectionTo(call, standingOf(this.leadership, now));
      if (objection && objection !== UNSURE) await this.attempts.sendAway(call, objection);
    };
    const failures: unknown[] = [];
    // Confirmations and attempts need connections to the database, too.
    for (let i = 0; i < calls.length; i += WRITES_AT_ONCE) {
      const written = await Promise.allSettled(calls.slice(i, i + WRITES_AT_ONCE).map(sendAway));
      for (const each of written) if (each.status === 'rejected') failures.push(each.reason);
    }
    if (failures.length > 0) throw failures[0];
  }
}

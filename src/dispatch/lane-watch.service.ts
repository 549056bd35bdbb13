import { Injectable, Logger } from '@nestjs/common';
import { AttemptsService } from '../calls/attempts/attempts.service.js';
import type { Call } from '../calls/model/call.js';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import type { SettledLane } from '../calls/model/lane.js';
import { MAX_PRIORITY } from '../plan/call-plan.js';
import { Clock } from './clock.service.js';
import { LeadershipService } from './leadership.service.js';
import { type OpenLane, OpenLanes } from './open-lanes.js';

/** How often lanes are looked for: while calls are dialled, while none are, and where no other instance is there to ring. */
const LOOK_MS = { busy: 250, idle: 800, alone: 6_000 };
/** An instance that was not seen for so long is none. */
const ALONE_MS = 60_000;
/** Lanes are opened so long before their first call is due. */
const AHEAD_MS = 5_000;
const LANES_AT_ONCE = 1_000;
/** Lanes of one priority that are kept in memory; the others wait in the database for their place. */
const MOST_OPEN = 20_000;
const CALLS_AT_ONCE = 20;
/** A lane is looked at again after this, whatever was lost. */
const HELD_MS = 600_000;
const EXPIRED_AT_ONCE = 100;
/** How often expired calls are looked for, at most and at least. */
const EXPIRY_LOOK_MS = { most: 1_000, least: 30_000 };
const FREE_MS = 60_000;
/** When lanes are repaired first in a term, and how often from then on. */
const REPAIR_AFTER_MS = 30_000;
const REPAIR_MS = 600_000;

const PRIORITIES = Array.from({ length: MAX_PRIORITY + 1 }, (_, priority) => priority);

/** Knows which call is dialled next. */
@Injectable()
export class LaneWatchService {
  private readonly logger = new Logger('Dispatch');
  private term = '';
  private open = new OpenLanes();
  private lookAt = 0;
  private expireAt = 0;
  private expiredAt = -Infinity;
  private freeAt = 0;
  private repairAt = 0;
  private nextDue = Infinity;

  constructor(
    private readonly leadership: LeadershipService,
    private readonly queue: CallQueueService,
    private readonly attempts: AttemptsService,
    private readonly clock: Clock,
  ) {}

  /** Forgets what it knew in another term. */
  begin(term: string): void {
    this.term = term;
    this.open = new OpenLanes();
    this.lookAt = this.expireAt = this.freeAt = 0;
    this.repairAt = this.clock.monotonic() + REPAIR_AFTER_MS;
  }

  /** A call was put into a lane. */
  lookAgain(): void {
    this.lookAt = 0;
    this.expireSoon();
  }

  /** Opens the lanes that are to be looked at, and ends the calls that have expired. */
  async look(): Promise<void> {
    const now = this.clock.monotonic();
    if (now >= this.freeAt) {
      await this.queue.freeLanes(this.term, this.leadership.now());
      this.freeAt = now + FREE_MS;
    }
    if (now >= this.repairAt) void this.repair();
    if (now >= this.expireAt) await this.endExpired();
    if (now >= this.lookAt) await this.openDue();
  }

  /** Takes the next call that is due, and may be dialled as far as itself is concerned; null where there is none. */
  async pick(isInFlight: (callId: string) => boolean): Promise<Call | null> {
    for (;;) {
      this.nextDue = this.open.wake(this.clock.monotonic());
      const lane = this.open.next();
      if (!lane) return null;
      if (lane.calls.length === 0 && !lane.isWhole) await this.read(lane, isInFlight);
      const now = this.leadership.now();
      const call = lane.calls[0];
      if (!call?.wait || call.wait.dueAt > now) {
        await this.settle(lane, call?.wait?.dueAt ?? null, now);
        continue;
      }
      if (this.attempts.objectionTo(call, now)) {
        await this.sendAway(lane, now);
        continue;
      }
      lane.calls.shift();
      this.open.picked(lane);
      return call;
    }
  }

  /** Until there may be a call to dial. */
  restMs(): number {
    const next = Math.min(this.lookAt, this.expireAt, this.nextDue);
    return next - this.clock.monotonic();
  }

  /** Never fails, and holds up nobody: it may take long where very many calls wait. */
  private async repair(): Promise<void> {
    this.repairAt = this.clock.monotonic() + REPAIR_MS;
    try {
      await this.queue.repairLanes();
    } catch (error) {
      this.logger.warn(`Lanes could not be repaired: ${String(error)}`);
    }
  }

  private async openDue(): Promise<void> {
    const now = this.leadership.now();
    const priorities = PRIORITIES.filter((priority) => this.open.count(priority) < MOST_OPEN);
    // What is rung from now on is looked for once more.
    this.lookAt = Infinity;
    const found = await this.queue.findDueLanes(
      priorities,
      new Date(now.getTime() + AHEAD_MS),
      LANES_AT_ONCE,
    );
    const at = new Date(now.getTime() + HELD_MS);
    for (const lane of found) this.open.meet(lane);
    if (found.length > 0) this.expireSoon();
    await this.queue.settleLanes(
      found.map(({ id, rev }): SettledLane => ({ id, rev, at, heldBy: this.term })),
    );
    const waitMs = found.length === LANES_AT_ONCE ? 0 : this.lookMs();
    this.lookAt = Math.min(this.lookAt, this.clock.monotonic() + waitMs);
  }

  private lookMs(): number {
    if (this.open.next()) return LOOK_MS.busy;
    const { followerSeenAt, now } = this.leadership.known ?? {};
    const isAlone = !followerSeenAt || !now || now.getTime() - followerSeenAt.getTime() > ALONE_MS;
    return isAlone ? LOOK_MS.alone : LOOK_MS.idle;
  }

  private async read(lane: OpenLane, isInFlight: (callId: string) => boolean): Promise<void> {
    const found = await this.queue.findInLane(lane.id, CALLS_AT_ONCE);
    lane.calls = found.filter(({ id }) => !isInFlight(id));
    lane.isWhole = found.length < CALLS_AT_ONCE;
  }

  /** Nothing in it is due. It is closed, and opened again in time, unless that is soon. */
  private async settle(lane: OpenLane, dueAt: Date | null, now: Date): Promise<void> {
    const waitMs = dueAt ? dueAt.getTime() - now.getTime() : Infinity;
    if (waitMs <= AHEAD_MS) {
      this.open.rest(lane, this.clock.monotonic() + waitMs);
      return;
    }
    this.open.close(lane);
    await this.queue.settleLanes([{ id: lane.id, rev: lane.rev, at: dueAt }]);
  }

  /** All that were found in the lane and may not be dialled now, so that none of them stands before another. */
  private async sendAway(lane: OpenLane, now: Date): Promise<void> {
    this.open.served(lane);
    lane.calls = await this.sendAll(lane.calls, now);
  }

  /** Calls that were put in meanwhile may expire before any that were there. */
  private expireSoon(): void {
    this.expireAt = Math.min(this.expireAt, this.expiredAt + EXPIRY_LOOK_MS.most);
  }

  private async endExpired(): Promise<void> {
    const now = this.leadership.now();
    this.expiredAt = this.clock.monotonic();
    this.expireAt = this.expiredAt + EXPIRY_LOOK_MS.least;
    const expired = await this.queue.findExpired(now, EXPIRED_AT_ONCE);
    await this.sendAll(expired, now);
    const next = expired.length === EXPIRED_AT_ONCE ? now : await this.queue.nextExpiry();
    if (next)
      this.expireAt = Math.min(this.expireAt, this.expiredAt + Math.max(50, next.getTime() - now.getTime()));
  }

  /** Answers those that may be dialled. */
  private async sendAll(calls: Call[], now: Date): Promise<Call[]> {
    const judged = calls.map((call) => ({ call, objection: this.attempts.objectionTo(call, now) }));
    await Promise.all(
      judged.map(({ call, objection }) => objection && this.attempts.sendAway(call, objection)),
    );
    return judged.flatMap(({ call, objection }) => (objection ? [] : [call]));
  }
}

import { Injectable } from '@nestjs/common';
import { AttemptsService } from '../calls/attempts/attempts.service.js';
import type { Call } from '../calls/model/call.js';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import type { SettledLane } from '../calls/model/lane.js';
import { MAX_PRIORITY } from '../plan/call-plan.js';
import { Clock } from './clock.service.js';
import { ExpiryWatchService } from './expiry-watch.service.js';
import { LaneRepairService } from './lane-repair.service.js';
import { LeadershipService } from './leadership.service.js';
import { type OpenLane, OpenLanes } from './open-lanes.js';

/** How often lanes are looked for: while calls are dialled, while none are, and where no other instance is there to ring. */
const LOOK_MS = { busy: 250, idle: 800, alone: 6_000 };
/** Lanes are opened so long before their first call is due. */
const AHEAD_MS = 5_000;
const LANES_AT_ONCE = 1_000;
/** Lanes of one priority that are kept in memory; the others wait in the database for their place. */
const MOST_OPEN = 20_000;
const CALLS_AT_ONCE = 20;
/** A lane is looked at again after this, whatever was lost. */
const HELD_MS = 600_000;
/** Calls that were taken out of a lane are on their way so long at least. */
const ON_THEIR_WAY_MS = 250;
const FREE_MS = 60_000;

const PRIORITIES = Array.from({ length: MAX_PRIORITY + 1 }, (_, priority) => priority);

/** Knows which call is dialled next. */
@Injectable()
export class LaneWatchService {
  private term = '';
  private open = new OpenLanes();
  private lookAt = 0;
  private freeAt = 0;
  private nextDue = Infinity;

  constructor(
    private readonly leadership: LeadershipService,
    private readonly queue: CallQueueService,
    private readonly attempts: AttemptsService,
    private readonly expiry: ExpiryWatchService,
    private readonly repair: LaneRepairService,
    private readonly clock: Clock,
  ) {}

  /** Forgets what it knew in another term. */
  begin(term: string): void {
    this.term = term;
    this.open = new OpenLanes();
    this.lookAt = this.freeAt = 0;
    this.expiry.begin();
    this.repair.begin();
  }

  /** A call was put into a lane. */
  lookAgain(): void {
    this.lookAt = 0;
    this.expiry.lookSoon();
  }

  /** Opens the lanes that are to be looked at, and ends the calls that have expired. */
  async look(): Promise<void> {
    const now = this.clock.monotonic();
    try {
      if (now >= this.freeAt) {
        await this.queue.freeLanes(this.term, this.leadership.now());
        this.freeAt = now + FREE_MS;
      }
      await this.expiry.look();
      if (now >= this.lookAt) await this.openDue();
    } catch (error) {
      // What was not found is not forgotten.
      this.lookAgain();
      throw error;
    }
    void this.repair.look();
  }

  /** Takes the next call that is due, and may be dialled as far as itself is concerned; null where there is none. */
  async pick(isInFlight: (callId: string) => boolean): Promise<Call | null> {
    for (;;) {
      this.nextDue = this.open.wake(this.clock.monotonic());
      const lane = this.open.next();
      if (!lane) return null;
      const now = this.leadership.now();
      const isDue = ({ wait }: Call): boolean => !!wait && wait.dueAt <= now;
      // Who was taken out may wait in it all the same: that nobody is due is believed of a fresh look alone.
      if (!lane.isSure && !lane.calls.slice(0, 1).some(isDue)) await this.read(lane, isInFlight);
      const [call] = lane.calls;
      if (!call || !isDue(call)) {
        await this.leave(lane, call?.wait?.dueAt ?? null, now);
        continue;
      }
      if (this.attempts.objectionTo(call, now)) {
        await this.sendAway(lane, now);
        continue;
      }
      this.take(lane);
      return call;
    }
  }

  /** Until there may be a call to dial. */
  restMs(): number {
    const next = Math.min(this.lookAt, this.expiry.lookAt, this.nextDue);
    return next - this.clock.monotonic();
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
    if (found.length > 0) this.expiry.lookSoon();
    await this.queue.settleLanes(
      found.map(({ id, rev }): SettledLane => ({ id, rev, at, heldBy: this.term })),
    );
    const waitMs = found.length === LANES_AT_ONCE ? 0 : this.lookMs();
    this.lookAt = Math.min(this.lookAt, this.clock.monotonic() + waitMs);
  }

  private lookMs(): number {
    if (this.open.next()) return LOOK_MS.busy;
    return this.leadership.isAlone ? LOOK_MS.alone : LOOK_MS.idle;
  }

  private async read(lane: OpenLane, isInFlight: (callId: string) => boolean): Promise<void> {
    const found = await this.queue.findInLane(lane.id, CALLS_AT_ONCE);
    lane.calls = found.filter(({ id }) => !isInFlight(id));
    lane.isSure = lane.calls.length === found.length;
    lane.isWhole = lane.isSure && found.length < CALLS_AT_ONCE;
  }

  /** Takes the first call out. Where it was the only one, its attempt is stored before the lane is looked at again. */
  private take(lane: OpenLane): void {
    lane.calls.shift();
    this.open.picked(lane);
    if (lane.calls.length === 0 && lane.isWhole)
      this.open.rest(lane, this.clock.monotonic() + ON_THEIR_WAY_MS);
  }

  /** Nothing in it is due. While calls of it are in flight, it may be that they wait again. */
  private async leave(lane: OpenLane, dueAt: Date | null, now: Date): Promise<void> {
    if (lane.isSure) await this.settle(lane, dueAt, now);
    else this.open.rest(lane, this.clock.monotonic() + ON_THEIR_WAY_MS);
  }

  /** Nothing in it is due. It is closed, and opened again in time, unless that is soon. */
  private async settle(lane: OpenLane, dueAt: Date | null, now: Date): Promise<void> {
    const waitMs = dueAt ? dueAt.getTime() - now.getTime() : Infinity;
    if (waitMs <= AHEAD_MS) {
      this.open.rest(lane, this.clock.monotonic() + waitMs);
      return;
    }
    await this.queue.settleLanes([{ id: lane.id, rev: lane.rev, at: dueAt, leftBy: this.term }]);
    this.open.close(lane);
  }

  /**
   * All that were found in the lane and may not be dialled now, so that none of them stands before another. The turn is
   * left to the next lane where nothing else was found, or they could not be sent away.
   */
  private async sendAway(lane: OpenLane, now: Date): Promise<void> {
    const found = lane.calls;
    Object.assign(lane, { calls: [], isSure: false });
    try {
      lane.calls = await this.expiry.sendAway(found, now);
    } finally {
      if (lane.calls.length === 0) this.open.served(lane);
    }
  }
}

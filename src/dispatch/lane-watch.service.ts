import { Injectable, Logger } from '@nestjs/common';
import type { Call } from '../calls/model/call.js';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import type { SettledLane } from '../calls/model/lane.js';
import { MAX_PRIORITY } from '../plan/call-plan.js';
import { Clock } from '../common/time/clock.service.js';
import { ExpiryWatchService } from './expiry-watch.service.js';
import { LaneRepairService } from './lane-repair.service.js';
import { LeadershipService } from './leadership.service.js';
import { AHEAD_MS, LaneVisitsService } from './lane-visits.service.js';
import { OpenLanes } from './open-lanes.js';

/** How often lanes are looked for: while calls are dialled, while none are, and where no other instance is there to ring. */
const LOOK_MS = { busy: 250, idle: 800, alone: 6_000 };
const LANES_AT_ONCE = 1_000;
/** Lanes of one priority that are kept in memory; the others wait in the database for their place. */
const MOST_OPEN = 20_000;
/** A lane is looked at again after this, whatever was lost. */
const HELD_MS = 600_000;
/** Lanes that others held are freed again so soon after a term's begin, and so often: what those wrote may come late. */
const FREE_MS = { enough: 1_000, soon: 5_000, each: 30_000 };

const PRIORITIES = Array.from({ length: MAX_PRIORITY + 1 }, (_, priority) => priority);

/** Knows which call is dialled next. */
@Injectable()
export class LaneWatchService {
  private readonly logger = new Logger('Dispatch');
  private term = '';
  private open = new OpenLanes();
  private lookAt = 0;
  private freeAt = 0;
  private nextDue = Infinity;
  /** More lanes were due than were found: the most urgent are to be found first. */
  private areMany = false;

  constructor(
    private readonly leadership: LeadershipService,
    private readonly queue: CallQueueService,
    private readonly visits: LaneVisitsService,
    private readonly expiry: ExpiryWatchService,
    private readonly repair: LaneRepairService,
    private readonly clock: Clock,
  ) {}

  /** Forgets what it knew in another term. */
  begin(term: string): void {
    this.term = term;
    this.open = new OpenLanes();
    this.visits.begin(this.open);
    this.lookAt = this.freeAt = 0;
    this.expiry.begin();
    this.repair.begin();
  }

  /** Leaves the lanes to who leads now; where that fails, they are taken from it a while later. Never fails. */
  async end(): Promise<void> {
    await this.queue.leaveLanes(this.term, this.leadership.now()).catch((error: unknown) => {
      this.logger.warn(`Lanes could not be left to another instance: ${String(error)}`);
    });
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
      await this.noteClosed();
      if (now >= this.freeAt) await this.free(now);
      await this.endExpired();
      if (now >= this.lookAt) await this.openDue();
    } catch (error) {
      // What was not found is not forgotten.
      this.lookAgain();
      throw error;
    }
    void this.repair.look();
  }

  /**
   * Visits the lane whose turn it is, and takes a call out that is due and may be dialled as far as itself is concerned;
   * undefined where it has none, and another lane may have one. Null where no lane is open.
   */
  async visit(inFlight: () => Iterable<string>): Promise<Call | null | undefined> {
    this.nextDue = this.open.wake(this.clock.monotonic());
    return this.visits.next(inFlight);
  }

  /** Until there may be a call to dial. */
  restMs(): number {
    const next = Math.min(this.lookAt, this.expiry.lookAt, this.nextDue);
    return next - this.clock.monotonic();
  }

  /** Takes over what other leaders held: all of it has its turn, but for very much that is not waited for. Never fails. */
  private async free(now: number): Promise<void> {
    const isFirst = this.freeAt === 0;
    this.freeAt = now + (isFirst ? FREE_MS.soon : FREE_MS.each);
    await this.clock.atMost(FREE_MS.enough, this.freeLanes(isFirst));
  }

  private async freeLanes(isFirst: boolean): Promise<void> {
    try {
      await this.queue.freeLanes(this.term, this.leadership.now());
      if (isFirst) this.lookAgain();
    } catch (error) {
      this.logger.warn(`The lanes of another leader could not be freed yet: ${String(error)}`);
      this.freeAt = isFirst ? 0 : this.clock.monotonic() + FREE_MS.soon;
    }
  }

  /** Where one of them cannot be ended, the others are, and calls are dialled. Never fails. */
  private async endExpired(): Promise<void> {
    try {
      await this.expiry.look();
    } catch (error) {
      this.logger.warn(`Calls that have expired could not be ended yet: ${String(error)}`);
      this.expiry.lookSoon();
    }
  }

  private async openDue(): Promise<void> {
    const now = this.leadership.now();
    const priorities = PRIORITIES.filter((priority) => this.open.count(priority) < MOST_OPEN);
    // What is rung from now on is looked for once more.
    this.lookAt = Infinity;
    const areAll = priorities.length === PRIORITIES.length && !this.areMany;
    const found = await this.queue.findDueLanes(
      areAll ? null : priorities,
      new Date(now.getTime() + AHEAD_MS),
      LANES_AT_ONCE,
    );
    const at = new Date(now.getTime() + HELD_MS);
    for (const lane of found) this.open.meet(lane);
    if (found.length > 0) this.expiry.lookSoon();
    await this.queue.settleLanes(
      found.map(({ id, rev }): SettledLane => ({ id, rev, at, heldBy: this.term })),
    );
    this.areMany = found.length === LANES_AT_ONCE;
    const waitMs = this.areMany ? 0 : this.lookMs();
    this.lookAt = Math.min(this.lookAt, this.clock.monotonic() + waitMs);
  }

  private lookMs(): number {
    if (this.open.next()) return LOOK_MS.busy;
    return this.leadership.isAlone ? LOOK_MS.alone : LOOK_MS.idle;
  }

  /** What could not be noted is noted later: until then the lanes are thought to be held here. */
  private async noteClosed(): Promise<void> {
    const closed = this.open.closed.splice(0);
    if (closed.length === 0) return;
    try {
      await this.queue.settleLanes(closed.map((lane) => ({ ...lane, leftBy: this.term })));
    } catch (error) {
      this.open.closed.push(...closed);
      throw error;
    }
  }
}

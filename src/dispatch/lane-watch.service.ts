import { Injectable, Logger } from '@nestjs/common';
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
/** How many calls of a lane are read: more where very many wait, for then it takes the database long. */
const CALLS_AT_ONCE = { few: 20, many: 200 };
/** A lane is looked at again after this, whatever was lost. */
const HELD_MS = 600_000;
/** Calls that were taken out of a lane are on their way so long at least. */
const ON_THEIR_WAY_MS = 250;
/** After calls of a lane were sent away that may not be dialled now, its next ones are looked at. */
const SENT_AWAY_MS = 50;
/** A lane that cannot be served is left alone for so long, so that it keeps no other one waiting. */
const TROUBLE_MS = 500;
/** Lanes that others held are freed again so soon after a term's begin, and so often: what those wrote may come late. */
const FREE_MS = { soon: 5_000, each: 60_000 };

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
  /** What is to be noted of lanes at the next look. */
  private settled: SettledLane[] = [];

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
    this.settled = [];
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
      await this.settleLanes();
      if (now >= this.freeAt) {
        await this.queue.freeLanes(this.term, this.leadership.now());
        this.freeAt = now + (this.freeAt === 0 ? FREE_MS.soon : FREE_MS.each);
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

  /**
   * Visits the lane whose turn it is, and takes a call out that is due and may be dialled as far as itself is concerned;
   * undefined where it has none, and another lane may have one. Null where no lane is open.
   */
  async visit(inFlight: () => Iterable<string>): Promise<Call | null | undefined> {
    this.nextDue = this.open.wake(this.clock.monotonic());
    const lane = this.open.next();
    if (!lane) return null;
    try {
      return await this.firstOf(lane, inFlight);
    } catch (error) {
      this.logger.warn(`A lane cannot be served now: ${String(error)}`);
      this.open.rest(lane, this.clock.monotonic() + TROUBLE_MS);
      return undefined;
    }
  }

  /** Until there may be a call to dial. */
  restMs(): number {
    const next = Math.min(this.lookAt, this.expiry.lookAt, this.nextDue);
    return next - this.clock.monotonic();
  }

  private async firstOf(lane: OpenLane, inFlight: () => Iterable<string>): Promise<Call | undefined> {
    const now = this.leadership.now();
    const isDue = ({ wait }: Call): boolean => !!wait && wait.dueAt <= now;
    // Who was taken out may wait in it all the same: that nobody is due is believed of a fresh look alone.
    if (!lane.isSure && !lane.calls.slice(0, 1).some(isDue)) await this.read(lane, inFlight);
    const [call] = lane.calls;
    if (!call || !isDue(call)) {
      this.leave(lane, call?.wait?.dueAt ?? null, now);
      return undefined;
    }
    if (this.attempts.objectionTo(call, now)) {
      await this.sendAway(lane, now);
      return undefined;
    }
    this.take(lane);
    return call;
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

  private async read(lane: OpenLane, inFlight: () => Iterable<string>): Promise<void> {
    // Who lands while this is read may be found as it was before.
    const before = [...inFlight()];
    const limit = lane.isLong ? CALLS_AT_ONCE.many : CALLS_AT_ONCE.few;
    const found = await this.queue.findInLane(lane.id, limit);
    const flying = new Set([...before, ...inFlight()]);
    lane.calls = found.filter(({ id }) => !flying.has(id));
    lane.isSure = lane.calls.length === found.length;
    lane.isLong = found.length === limit;
    lane.isWhole = lane.isSure && !lane.isLong;
  }

  /** Takes the first call out. Where it was the only one, its attempt is stored before the lane is looked at again. */
  private take(lane: OpenLane): void {
    lane.calls.shift();
    this.open.picked(lane);
    if (lane.calls.length === 0 && lane.isWhole)
      this.open.rest(lane, this.clock.monotonic() + ON_THEIR_WAY_MS);
  }

  /** Nothing in it is due. While calls of it are in flight, it may be that they wait again. */
  private leave(lane: OpenLane, dueAt: Date | null, now: Date): void {
    const waitMs = dueAt ? dueAt.getTime() - now.getTime() : Infinity;
    if (!lane.isSure) this.open.rest(lane, this.clock.monotonic() + ON_THEIR_WAY_MS);
    else if (waitMs <= AHEAD_MS) this.open.rest(lane, this.clock.monotonic() + waitMs);
    else {
      // It is opened again in time, or when it is rung.
      this.settled.push({ id: lane.id, rev: lane.rev, at: dueAt, leftBy: this.term });
      this.open.close(lane);
    }
  }

  /** What could not be noted is noted later: until then the lanes are thought to be held here. */
  private async settleLanes(): Promise<void> {
    const settled = this.settled.splice(0);
    if (settled.length === 0) return;
    try {
      await this.queue.settleLanes(settled);
    } catch (error) {
      this.settled.push(...settled);
      throw error;
    }
  }

  /** All that were found in the lane and may not be dialled now, so that none of them stands before another. */
  private async sendAway(lane: OpenLane, now: Date): Promise<void> {
    const found = lane.calls;
    Object.assign(lane, { calls: [], isSure: false });
    lane.calls = await this.expiry.sendAway(found, now);
    // The others have their turns meanwhile, however many of these wait in it.
    if (lane.calls.length === 0) this.open.rest(lane, this.clock.monotonic() + SENT_AWAY_MS);
  }
}

import { Injectable, Logger } from '@nestjs/common';
import type { Objection } from '../calls/attempts/attempt-check.js';
import { AttemptsService } from '../calls/attempts/attempts.service.js';
import { UNSURE } from '../calls/attempts/calling-rules.js';
import { type Call, isDueAt } from '../calls/model/call.js';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import { Clock } from '../common/time/clock.service.js';
import { ExpiryWatchService } from './expiry-watch.service.js';
import { LeadershipService } from './leadership.service.js';
import { type OpenLane, OpenLanes } from './open-lanes.js';
import { standingOf } from './standing.js';

/** A lane whose next call is due within this stays open: longer than lanes are left without a look. */
export const AHEAD_MS = 7_000;
/** How many calls of a lane are read: more where very many wait, for then it takes the database long. */
const CALLS_AT_ONCE = { few: 20, many: 200 };
/** Calls that were taken out of a lane are on their way so long at least. */
const ON_THEIR_WAY_MS = 250;
/** After calls of a lane were sent away that may not be dialled now, its next ones are looked at. */
const SENT_AWAY_MS = 50;
/** A lane that cannot be served is left alone for so long, so that it keeps no other one waiting. */
const TROUBLE_MS = 500;

/** Visits the open lanes in turn: which of their calls is dialled next, and when each lane is looked at again. */
@Injectable()
export class LaneVisitsService {
  private readonly logger = new Logger('Dispatch');
  private open = new OpenLanes();
  /** The calls that are being put off or ended. */
  private readonly leaving = new Set<string>();

  constructor(
    private readonly leadership: LeadershipService,
    private readonly queue: CallQueueService,
    private readonly attempts: AttemptsService,
    private readonly expiry: ExpiryWatchService,
    private readonly clock: Clock,
  ) {}

  /** From now on it visits these. */
  begin(open: OpenLanes): void {
    this.open = open;
  }

  /**
   * Visits the lane whose turn it is, and takes a call out that is due and may be dialled as far as itself is concerned;
   * undefined where it has none, and another lane may have one. Null where no lane is open.
   */
  async next(inFlight: () => Iterable<string>): Promise<Call | null | undefined> {
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

  private async firstOf(lane: OpenLane, inFlight: () => Iterable<string>): Promise<Call | undefined> {
    const now = this.leadership.now();
    const isDue = (call: Call): boolean => isDueAt(call, now);
    // Who was taken out may wait in it all the same: that nobody is due is believed of a fresh look alone.
    if (!lane.isSure && !lane.calls.slice(0, 1).some(isDue)) await this.read(lane, inFlight);
    const [call] = lane.calls;
    if (!call || !isDue(call)) {
      this.leave(lane, call?.wait?.dueAt ?? null, now);
      return undefined;
    }
    const objection = await this.objectionTo(call, lane, now);
    if (objection === UNSURE) return undefined;
    if (objection) {
      void this.sendAway(lane, now);
      return undefined;
    }
    this.take(lane);
    return call;
  }

  /** What has to be known of the lane's calls that are due is looked up for all of them at once. */
  private async objectionTo(
    call: Call,
    lane: OpenLane,
    now: Date,
  ): Promise<Objection | typeof UNSURE | null> {
    const standing = standingOf(this.leadership, now);
    const objection = this.attempts.objectionTo(call, standing);
    if (objection !== UNSURE) return objection;
    await this.attempts.prepare(
      lane.calls.filter((each) => isDueAt(each, now)),
      standing,
    );
    return this.attempts.objectionTo(call, standingOf(this.leadership, now));
  }

  private async read(lane: OpenLane, inFlight: () => Iterable<string>): Promise<void> {
    // Who lands while this is read may be found as it was before.
    const before = [...inFlight(), ...this.leaving];
    const limit = lane.isLong ? CALLS_AT_ONCE.many : CALLS_AT_ONCE.few;
    const found = await this.queue.findInLane(lane.id, limit);
    const flying = new Set([...before, ...inFlight(), ...this.leaving]);
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
      this.open.close(lane, dueAt);
    }
  }

  /**
   * Puts off or ends all that are due in the lane and may not be dialled now, so that none of them stands before another.
   * Nobody waits for that, and it never fails.
   */
  private async sendAway(lane: OpenLane, now: Date): Promise<void> {
    const standing = standingOf(this.leadership, now);
    const isToLeave = (call: Call): boolean => {
      const objection = isDueAt(call, now) && this.attempts.objectionTo(call, standing);
      return !!objection && objection !== UNSURE;
    };
    const leaving = lane.calls.filter(isToLeave);
    lane.calls = lane.calls.filter((call) => !isToLeave(call));
    lane.isSure = false;
    leaving.forEach(({ id }) => this.leaving.add(id));
    if (lane.calls.length === 0) this.open.rest(lane, this.clock.monotonic() + SENT_AWAY_MS);
    try {
      await this.expiry.sendAway(leaving, now);
    } catch (error) {
      this.logger.warn(`Calls could not be put off: ${String(error)}`);
      await this.clock.sleep(TROUBLE_MS);
    }
    leaving.forEach(({ id }) => this.leaving.delete(id));
  }
}

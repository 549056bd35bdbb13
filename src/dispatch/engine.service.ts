import { setMaxListeners } from 'node:events';
import { Injectable, Logger } from '@nestjs/common';
import { BreakerService } from './breaker.service.js';
import { Clock } from './clock.service.js';
import { GateService, type Launching } from './gate.service.js';
import { LaneWatchService } from './lane-watch.service.js';
import { type Heard, LaunchService } from './launch.service.js';
import { LeadershipService, PERMIT_MS } from './leadership.service.js';
import { Pace } from './pace.js';
import { RoomService } from './room.service.js';

/** A call is prepared so long before its request is written. */
const LEAD_MS = 250;
/** Nothing that a leader before this one was permitted is written after this. */
const SUCCESSION_MS = PERMIT_MS + 20;
/** The beat of the first leader of all. */
const FIRST_BEAT = 1;
/** While nothing is dialled, the leader confirms itself so often. */
const CONFIRM_MS = 2_500;
/** The longest rest while calls wait that may not be dialled: what keeps them is looked at again. */
const REST_MS = 200;

/** Dials the calls that wait, while this instance leads: lane by lane, at the deployment's pace. */
@Injectable()
export class EngineService {
  private readonly logger = new Logger('Dispatch');
  private readonly flights = new Map<string, Promise<void>>();
  /** Launched, and not written yet. */
  private unsent = 0;
  private confirmAt = -Infinity;
  private rest = new AbortController();

  constructor(
    private readonly leadership: LeadershipService,
    private readonly lanes: LaneWatchService,
    private readonly launcher: LaunchService,
    private readonly gate: GateService,
    private readonly pace: Pace,
    private readonly breaker: BreakerService,
    private readonly room: RoomService,
    private readonly clock: Clock,
  ) {}

  /** There may be a call to dial now. */
  wake(): void {
    this.lanes.lookAgain();
    this.rest.abort();
  }

  /** Ends when this instance leads no more, or the signal is aborted, and nothing is left to be written. */
  async run(term: string, stopping: AbortSignal): Promise<void> {
    setMaxListeners(0, stopping);
    if ((this.leadership.known?.beat ?? 0) > FIRST_BEAT)
      this.pace.hold(this.clock.monotonic() + SUCCESSION_MS);
    this.breaker.takeOver();
    this.lanes.begin(term);
    while (this.leadership.isConfirmed() && !stopping.aborted) {
      this.rest = new AbortController();
      const { signal } = this.rest;
      const waitMs = await this.step(term);
      await this.clock.sleep(waitMs, AbortSignal.any([signal, stopping]));
    }
    while (this.unsent > 0) await this.clock.sleep(10);
  }

  /** Ends when what was sent is answered. */
  async answered(): Promise<void> {
    await Promise.all(this.flights.values());
  }

  /** Answers for how long to rest. Never fails: what went wrong is tried again. */
  private async step(term: string): Promise<number> {
    try {
      this.confirm();
      await this.breaker.hearFaults();
      await this.lanes.look();
      const areAllLaunched = await this.launchAll(term);
      const restMs = areAllLaunched ? this.lanes.restMs() : Math.min(REST_MS, this.untilTurn() - LEAD_MS);
      return Math.max(1, Math.min(restMs, this.confirmAt - this.clock.monotonic()));
    } catch (error) {
      this.logger.error(`Dispatch waits: ${String(error)}`);
      return REST_MS;
    }
  }

  /** While no call makes it so, the leader confirms itself from time to time. */
  private confirm(): void {
    const now = this.clock.monotonic();
    const at = Math.max(this.confirmAt, this.leadership.confirmedAt + CONFIRM_MS);
    this.confirmAt = at > now ? at : now + CONFIRM_MS;
    if (at <= now) void this.leadership.permit();
  }

  /** Launches calls until none is due any more, or no other may be launched: then false. */
  private async launchAll(term: string): Promise<boolean> {
    while (await this.mayLaunch()) {
      const call = await this.lanes.pick((id) => this.flights.has(id));
      if (!call) return true;
      this.launch({ call, term, key: `${term}:${call.id}:${call.version}` });
    }
    return false;
  }

  private async mayLaunch(): Promise<boolean> {
    const { leadership, breaker } = this;
    if (leadership.current === null || leadership.known?.pausedAt || breaker.isShut) return false;
    if (this.untilTurn() > LEAD_MS || (breaker.isOpen && this.unsent > 0)) return false;
    // The single call that is tried may be the one that shows that the others have ended.
    return breaker.isOpen || !(await this.room.isFull());
  }

  /** Until a call that is launched now has its turn, after those that are on their way. */
  private untilTurn(): number {
    // A turn that was not used in time gives no other one: what is on its way may be lost with this process.
    const nextMs = Math.max(0, this.pace.next() - this.clock.monotonic());
    return nextMs + this.unsent * this.pace.evenMs;
  }

  private launch(launching: Launching): void {
    const { call } = launching;
    this.room.begin(call.id);
    this.unsent += 1;
    const flight = this.fly(launching).finally(() => {
      this.flights.delete(call.id);
      this.rest.abort();
    });
    this.flights.set(call.id, flight);
  }

  /** Never fails. */
  private async fly(launching: Launching): Promise<void> {
    const { call, key } = launching;
    let isUnsent = true;
    const onSend = (): void => {
      if (isUnsent) this.unsent -= 1;
      isUnsent = false;
    };
    try {
      const begun = await this.launcher.begin(call, key);
      if (!begun) return;
      this.room.stored(call.id);
      await this.launcher.launch(
        { call, begun, key },
        (connection) => this.gate.pass(launching, connection, onSend),
        (heard) => this.hear(call.id, heard),
      );
    } finally {
      onSend();
      this.room.ended(call.id);
      this.breaker.missed(call.id);
    }
  }

  /** Never fails. */
  private async hear(key: string, { report, slowDownMs }: Heard): Promise<void> {
    if (slowDownMs) this.pace.hold(this.clock.monotonic() + slowDownMs);
    try {
      if (report) await this.breaker.hear(key, report);
    } catch (error) {
      this.logger.error('How a call went could not be kept', error);
    }
  }
}

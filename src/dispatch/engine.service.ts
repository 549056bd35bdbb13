import { setMaxListeners } from 'node:events';
import { Injectable, Logger } from '@nestjs/common';
import { BreakerService } from './breaker.service.js';
import { Clock } from './clock.service.js';
import { FlightsService, LEAD_MS } from './flights.service.js';
import { GateService } from './gate.service.js';
import { LaneWatchService } from './lane-watch.service.js';
import { LeadershipService, PERMIT_MS } from './leadership.service.js';

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
  private confirmAt = -Infinity;
  private rest = new AbortController();

  constructor(
    private readonly leadership: LeadershipService,
    private readonly lanes: LaneWatchService,
    private readonly flights: FlightsService,
    private readonly gate: GateService,
    private readonly breaker: BreakerService,
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
    if ((this.leadership.known?.beat ?? 0) > FIRST_BEAT) this.gate.hold(SUCCESSION_MS);
    this.breaker.takeOver();
    this.lanes.begin(term);
    while (this.leadership.isConfirmed() && !stopping.aborted) {
      this.rest = new AbortController();
      const { signal } = this.rest;
      const waitMs = await this.step(term);
      await this.clock.sleep(waitMs, AbortSignal.any([signal, stopping]));
    }
    while (this.flights.unsent > 0) await this.clock.sleep(10);
  }

  /** Ends when what was sent is answered. */
  async answered(): Promise<void> {
    await this.flights.answered();
  }

  /** Answers for how long to rest. Never fails: what went wrong is tried again. */
  private async step(term: string): Promise<number> {
    try {
      this.confirm();
      await this.breaker.hearFaults();
      await this.lanes.look();
      const areAllLaunched = await this.launchAll(term);
      const restMs = areAllLaunched
        ? this.lanes.restMs()
        : Math.min(REST_MS, this.flights.untilTurn() - LEAD_MS);
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
    while (await this.flights.mayLaunch()) {
      const call = await this.lanes.pick((id) => this.flights.has(id));
      if (!call) return true;
      const key = `${term}:${call.id}:${call.version}`;
      this.flights.launch({ call, term, key }, () => this.rest.abort());
    }
    return false;
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { BreakerService } from './breaker.service.js';
import { Clock } from '../common/time/clock.service.js';
import { FlightsService } from './flights.service.js';
import { GateService } from './gate.service.js';
import { LaneWatchService } from './lane-watch.service.js';
import { LeadershipService } from './leadership.service.js';
import { PERMIT_MS } from './permit.js';

/** Nothing that a leader before this one was permitted is written after this. */
const SUCCESSION_MS = PERMIT_MS + 20;
/** The beat of the first leader of all. */
const FIRST_BEAT = 1;
/** A step is no longer than this and one visit to a lane, however much there is to do. */
const STEP_MS = 100;
/** A leader whose step lasts for longer is confirmed no more: what keeps it may not keep another instance. */
const STUCK_MS = 3_000;
/** After a step that failed. */
const AGAIN_MS = 200;

/** Dials the calls that wait, while this instance leads: lane by lane, at the deployment's pace. */
@Injectable()
export class EngineService {
  private readonly logger = new Logger('Dispatch');
  private rest = new AbortController();
  /** When the step began that is under way. */
  private steppedAt = Infinity;

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

  /**
   * Ends when this instance is not to lead any more, or the signal is aborted and the engine woken, and nothing is left
   * to be written.
   */
  async run(term: string, stopping: AbortSignal): Promise<void> {
    if ((this.leadership.known?.beat ?? 0) > FIRST_BEAT)
      this.gate.hold(Math.max(SUCCESSION_MS, this.gate.evenMs));
    this.breaker.takeOver();
    this.lanes.begin(term);
    const end = new AbortController();
    void this.leadership.stayConfirmed(end.signal, () => this.isStuck);
    while (this.leadership.isConfirmed() && !stopping.aborted) {
      this.rest = new AbortController();
      const restMs = await this.step(term, stopping);
      await this.clock.sleep(Math.max(1, restMs), this.rest.signal);
    }
    while (this.flights.areUnsent) await this.clock.sleep(10);
    end.abort();
  }

  /** Leaves what it held to another instance, which may lead by now. Never fails. */
  leave(): Promise<void> {
    return this.lanes.end();
  }

  /** Ends when what was sent is answered. */
  async answered(): Promise<void> {
    await this.flights.answered();
  }

  /** One step has lasted for too long: it waits for an answer of the database's that another instance might have. */
  private get isStuck(): boolean {
    return this.clock.monotonic() - this.steppedAt > STUCK_MS;
  }

  /** Answers for how long to rest. Never fails: what went wrong is tried again. */
  private async step(term: string, stopping: AbortSignal): Promise<number> {
    try {
      this.steppedAt = this.clock.monotonic();
      await this.breaker.hearFaults();
      await this.breaker.keepStored();
      await this.lanes.look();
      return await this.launchSome(term, stopping);
    } catch (error) {
      this.logger.error(`Dispatch waits: ${String(error)}`);
      return AGAIN_MS;
    } finally {
      this.steppedAt = Infinity;
    }
  }

  /** Launches calls for a while. */
  private async launchSome(term: string, stopping: AbortSignal): Promise<number> {
    const until = this.clock.monotonic() + STEP_MS;
    while (this.clock.monotonic() < until && !stopping.aborted) {
      if (!(await this.flights.mayLaunch())) return this.flights.restMs();
      const call = await this.lanes.visit(() => this.flights.ids);
      if (call === null) return this.lanes.restMs();
      if (!call) continue;
      const key = `${term}:${call.id}:${call.version}`;
      this.flights.launch({ call, term, key }, () => this.rest.abort());
    }
    return 0;
  }
}

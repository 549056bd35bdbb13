import { Injectable, Logger } from '@nestjs/common';
import { BreakerService } from './breaker.service.js';
import { Clock } from '../common/time/clock.service.js';
import { GateService, type Launching } from './gate.service.js';
import { type Heard, LaunchService } from './launch.service.js';
import { Lead } from './lead.js';
import { LeadershipService } from './leadership.service.js';
import { RoomService } from './room.service.js';

/** What holds calls back is looked at again after this. */
const REST_MS = 200;
/** One that could not be written for so long has no turn any more that others wait for: its connection may hang. */
const STUCK_MS = 2_000;
/** As many requests may be without an answer as are written in this time, and at least some. */
const UNANSWERED_MS = 5_000;
const LEAST_UNANSWERED = 20;

/** The calls that are being dialled: whether another one may be, and what is heard of each. */
@Injectable()
export class FlightsService {
  private readonly logger = new Logger('Dispatch');
  private readonly flights = new Map<string, Promise<void>>();
  /** Since when each is launched that is not written yet. */
  private readonly unsent = new Map<string, number>();
  private readonly lead = new Lead();

  constructor(
    private readonly leadership: LeadershipService,
    private readonly launcher: LaunchService,
    private readonly gate: GateService,
    private readonly breaker: BreakerService,
    private readonly room: RoomService,
    private readonly clock: Clock,
  ) {}

  /** Whether some are launched that are not written yet. */
  get areUnsent(): boolean {
    return this.unsent.size > 0;
  }

  /** The calls that are launched, and not answered yet. */
  get ids(): Iterable<string> {
    return this.flights.keys();
  }

  /** Whether one more call may be launched now. */
  async mayLaunch(): Promise<boolean> {
    const { leadership, breaker } = this;
    if (leadership.current === null || leadership.known?.pausedAt || breaker.isShut) return false;
    if (this.unsent.size >= this.depth || this.areTooManyUnanswered()) return false;
    if (this.untilTurn() > this.lead.ms) return false;
    if (breaker.isOpen && this.areUnsent) return false;
    return !(await this.room.isFull());
  }

  /** How long to rest while none may be launched, unless one of them lands. */
  restMs(): number {
    const turnMs = this.untilTurn() - this.lead.ms;
    return turnMs > 0 ? Math.min(REST_MS, turnMs) : REST_MS;
  }

  /** Dials the call; `onEnd` hears of its end. */
  launch(launching: Launching, onEnd: () => void): void {
    const { id } = launching.call;
    // The single call that is tried while it is open is this one, also if it cannot be sent.
    this.breaker.admits(id);
    this.room.begin(id);
    this.unsent.set(id, this.clock.monotonic());
    const flight = this.fly(launching).finally(() => {
      this.flights.delete(id);
      onEnd();
    });
    this.flights.set(id, flight);
  }

  /** Ends when what was sent is answered. */
  async answered(): Promise<void> {
    await Promise.all(this.flights.values());
  }

  /** After a crash at most so many attempts are stored of which nobody knows whether they were dialled. */
  private get depth(): number {
    return 1 + Math.ceil(this.lead.ms / this.gate.evenMs);
  }

  /** Milliseconds until a call that is launched now has its turn, after those that are on their way. */
  private untilTurn(): number {
    const since = this.clock.monotonic() - STUCK_MS;
    return this.gate.untilTurn([...this.unsent.values()].filter((at) => at > since).length);
  }

  private areTooManyUnanswered(): boolean {
    const most = Math.max(LEAST_UNANSWERED, UNANSWERED_MS / this.gate.evenMs);
    return this.flights.size - this.unsent.size > most;
  }

  /** Never fails. */
  private async fly(launching: Launching): Promise<void> {
    const { call, key } = launching;
    const launchedAt = this.clock.monotonic();
    const leave = (): void => void this.unsent.delete(call.id);
    const onSend = (readyMs: number): void => {
      this.lead.note(this.clock.monotonic() - launchedAt - readyMs);
      leave();
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
      leave();
      this.room.ended(call.id);
      this.breaker.missed(call.id);
    }
  }

  /** Never fails. */
  private async hear(callId: string, { report, slowDownMs }: Heard): Promise<void> {
    if (slowDownMs) this.gate.hold(slowDownMs);
    try {
      if (report) await this.breaker.hear(callId, report);
    } catch (error) {
      this.logger.error(`How call ${callId} went could not be kept`, error);
    }
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { BreakerService } from './breaker.service.js';
import { GateService, type Launching } from './gate.service.js';
import { type Heard, LaunchService } from './launch.service.js';
import { LeadershipService } from './leadership.service.js';
import { RoomService } from './room.service.js';

/** A call is prepared so long before its request is written. */
export const LEAD_MS = 250;

/** The calls that are being dialled: whether another one may be, and what is heard of each. */
@Injectable()
export class FlightsService {
  private readonly logger = new Logger('Dispatch');
  private readonly flights = new Map<string, Promise<void>>();
  /** How many are launched, and not written yet. */
  unsent = 0;

  constructor(
    private readonly leadership: LeadershipService,
    private readonly launcher: LaunchService,
    private readonly gate: GateService,
    private readonly breaker: BreakerService,
    private readonly room: RoomService,
  ) {}

  has(callId: string): boolean {
    return this.flights.has(callId);
  }

  /** Whether one more call may be launched now. */
  async mayLaunch(): Promise<boolean> {
    const { leadership, breaker } = this;
    if (leadership.current === null || leadership.known?.pausedAt || breaker.isShut) return false;
    if (this.untilTurn() > LEAD_MS || (breaker.isOpen && this.unsent > 0)) return false;
    // The single call that is tried may be the one that shows that the others have ended.
    return breaker.isOpen || !(await this.room.isFull());
  }

  /** Milliseconds until a call that is launched now has its turn, after those that are on their way. */
  untilTurn(): number {
    return this.gate.untilTurn(this.unsent);
  }

  /** Dials the call; `onEnd` hears of its end. */
  launch(launching: Launching, onEnd: () => void): void {
    const { id } = launching.call;
    this.room.begin(id);
    this.unsent += 1;
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
  private async hear(callId: string, { report, slowDownMs }: Heard): Promise<void> {
    if (slowDownMs) this.gate.hold(slowDownMs);
    try {
      if (report) await this.breaker.hear(callId, report);
    } catch (error) {
      this.logger.error(`How call ${callId} went could not be kept`, error);
    }
  }
}

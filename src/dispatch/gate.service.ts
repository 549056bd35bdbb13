import { Injectable, Logger } from '@nestjs/common';
import { AttemptsService } from '../calls/attempts/attempts.service.js';
import { UNSURE } from '../calls/attempts/calling-rules.js';
import { type Call, isDueAt } from '../calls/model/call.js';
import type { ReadyConnection } from '../twilio/send-gate.js';
import { BreakerService } from './breaker.service.js';
import { Clock } from '../common/time/clock.service.js';
import { LeadershipService } from './leadership.service.js';
import { Pace } from './pace.js';
import { standingOf } from './standing.js';

/** A turn that is further away is not waited for on a connection. */
const LONGEST_MS = 1_000;
/** Nobody is believed who wants nothing to be sent for longer: it is asked again then. */
const LONGEST_HOLD_MS = 60_000;

/** What is about to be written: the call as it waited, and the key of its attempt. */
export interface Launching {
  call: Call;
  key: string;
  term: string;
}

/** The last look before a request to dial is written: from it to the write nothing is awaited. */
@Injectable()
export class GateService {
  private readonly logger = new Logger('Dispatch');

  constructor(
    private readonly leadership: LeadershipService,
    private readonly pace: Pace,
    private readonly breaker: BreakerService,
    private readonly attempts: AttemptsService,
    private readonly clock: Clock,
  ) {}

  /** Nothing is written for so long. */
  hold(ms: number): void {
    this.pace.hold(this.clock.monotonic() + Math.min(ms, LONGEST_HOLD_MS));
  }

  /** From one request to the next where they are written evenly. */
  get evenMs(): number {
    return this.pace.evenMs;
  }

  /** Milliseconds until a request has its turn that comes after so many others. */
  untilTurn(others: number): number {
    // A turn that was not used in time gives no other one: what is on its way may be lost with this process.
    const nextMs = Math.max(0, this.pace.next() - this.clock.monotonic());
    return nextMs + others * this.pace.evenMs;
  }

  /** Writes the request at its turn, or ends without. `onSend` hears right before that how many milliseconds it was ready. */
  async pass(
    launching: Launching,
    connection: ReadyConnection,
    onSend: (readyMs: number) => void,
  ): Promise<void> {
    let readyAt: number | undefined;
    while (this.leadership.current === launching.term && connection.isAlive()) {
      // Asked for since the attempt is stored: whoever leads next waits until this permit has lapsed.
      const permit = await this.leadership.permit();
      while (permit && this.leadership.isFresh(permit)) {
        const now = this.clock.monotonic();
        readyAt ??= now;
        const waitMs = this.pace.next() - now;
        if (waitMs > LONGEST_MS || !connection.isAlive()) return;
        const mayDial = this.mayDial(launching);
        if (mayDial === UNSURE && (await this.hasLookedUp(launching.call))) continue;
        if (mayDial !== true) return;
        if (waitMs > 0) {
          await this.clock.sleep(waitMs);
          continue;
        }
        this.pace.note(this.clock.monotonic());
        onSend(now - readyAt);
        this.attempts.sending(launching.call, launching.key);
        connection.send();
        return;
      }
    }
  }

  /** Unsure where something has to be looked up first. */
  private mayDial({ call, term }: Launching): boolean | typeof UNSURE {
    const { leadership, breaker } = this;
    const standing = standingOf(leadership, leadership.now());
    const isInOrder =
      leadership.current === term &&
      !leadership.known?.pausedAt &&
      breaker.admits(call.id) &&
      isDueAt(call, standing.at);
    if (!isInOrder) return false;
    const objection = this.attempts.objectionTo(call, standing);
    return objection === UNSURE ? UNSURE : objection === null;
  }

  private async hasLookedUp(call: Call): Promise<boolean> {
    try {
      await this.attempts.prepare([call], standingOf(this.leadership, this.leadership.now()));
      return true;
    } catch (error) {
      this.logger.warn(
        `Call ${call.id}: what the rules need to know could not be looked up: ${String(error)}`,
      );
      return false;
    }
  }
}

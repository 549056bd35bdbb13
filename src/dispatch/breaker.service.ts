import { Injectable, Logger } from '@nestjs/common';
import { Breaker, type DialReport, OPEN_MS, type Tripped } from './breaker.js';
import { Clock } from '../common/time/clock.service.js';
import { DispatcherRepository } from './dispatcher.repository.js';
import { LeadershipService } from './leadership.service.js';

/** How it stands is stored at most so often. */
const KEEP_MS = 500;
/** A moment that is told by two clocks is the same within so much. */
const EXACT_MS = 1_000;

const isAlike = (a?: Tripped, b?: Tripped): boolean => {
  if (!a || !b) return a === b;
  const isSameReason = a.refusal?.code === b.refusal?.code && a.refusal?.message === b.refusal?.message;
  return isSameReason && Math.abs(a.retryAt.getTime() - b.retryAt.getTime()) < EXACT_MS;
};

const toWords = (report: DialReport): string =>
  typeof report === 'object'
    ? `${report.accountRefused.code} ${report.accountRefused.message}`
    : 'too many calls failed for reasons of the system';

/** The leader's breaker: kept for who leads next, and told of faults that other rooms have heard of. */
@Injectable()
export class BreakerService {
  private readonly logger = new Logger('Dispatch');
  private readonly breaker = new Breaker();
  private faults = 0;
  private keepAt = -Infinity;
  /** What was stored last, and since when it surely is. */
  private kept?: { tripped?: Tripped; at: number };

  constructor(
    private readonly leadership: LeadershipService,
    private readonly dispatchers: DispatcherRepository,
    private readonly clock: Clock,
  ) {}

  get isOpen(): boolean {
    return this.breaker.isOpen;
  }

  /** Whether not even a single call may be tried now. */
  get isShut(): boolean {
    return (this.breaker.retryAt ?? -Infinity) > this.clock.monotonic();
  }

  /** Goes on as the leader before this one left it. */
  takeOver(): void {
    const { tripped, faults = 0 } = this.leadership.known ?? {};
    this.faults = faults;
    this.kept = undefined;
    const waitMs = tripped ? tripped.retryAt.getTime() - this.leadership.now().getTime() : 0;
    // The clocks of that leader may have been wrong.
    const retryAt = this.clock.monotonic() + Math.min(OPEN_MS, waitMs);
    this.breaker.restore(tripped && retryAt, tripped?.refusal);
  }

  /** Lets every call through again, whatever was heard. */
  close(): void {
    this.breaker.restore(undefined);
  }

  /** Whether this call may be dialled; while it is tripped, one alone may. */
  admits(callId: string): boolean {
    return this.breaker.admits(callId, this.clock.monotonic());
  }

  /** The call was not dialled after all. */
  missed(callId: string): void {
    this.breaker.missed(callId, this.clock.monotonic());
  }

  /** Faults of the system that were heard of elsewhere since. */
  async hearFaults(): Promise<void> {
    const { faults = 0 } = this.leadership.known ?? {};
    for (; this.faults < faults; this.faults += 1) await this.hear('', 'system-error');
  }

  /** How the request to dial this call went. Never fails. */
  async hear(callId: string, report: DialReport): Promise<void> {
    if (!this.breaker.report(callId, report, this.clock.monotonic())) return;
    this.logger.warn(this.isOpen ? `Dialling stops: ${toWords(report)}` : 'Calls are dialled again');
    // It may be this machine alone that does not reach Twilio: another one is to try at once.
    if (this.isOpen && report === 'unreached' && this.leadership.stepAside())
      this.breaker.restore(this.clock.monotonic());
    // Whoever leads next goes on from here, however soon that is.
    this.keepAt = -Infinity;
    await this.keepStored();
  }

  /** Stores how it stands where something else is stored. Never fails: it is to be called again and again. */
  async keepStored(): Promise<void> {
    const { current } = this.leadership;
    const now = this.clock.monotonic();
    const tripped = this.tripped(now);
    if (current === null || now < this.keepAt || isAlike(tripped, this.stored())) return;
    this.keepAt = now + KEEP_MS;
    try {
      await this.dispatchers.keepTripped(current, tripped ?? null);
      this.kept = { tripped, at: this.clock.monotonic() };
    } catch (error) {
      this.logger.warn(`Whether dialling stops could not be stored yet: ${String(error)}`);
    }
  }

  private tripped(now: number): Tripped | undefined {
    const { retryAt, refusal } = this.breaker;
    if (retryAt === null) return undefined;
    return {
      retryAt: new Date(this.leadership.now().getTime() + retryAt - now),
      ...(refusal && { refusal }),
    };
  }

  /** As far as is known: a confirmation may have been asked for before it was written. */
  private stored(): Tripped | undefined {
    const { known, confirmedAt } = this.leadership;
    return this.kept && confirmedAt <= this.kept.at ? this.kept.tripped : known?.tripped;
  }
}

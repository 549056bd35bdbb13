import { Injectable, Logger } from '@nestjs/common';
import { Breaker, type DialReport } from './breaker.js';
import { Clock } from './clock.service.js';
import { DispatcherRepository } from './dispatcher.repository.js';
import { LeadershipService } from './leadership.service.js';

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
    const waitMs = tripped ? tripped.retryAt.getTime() - this.leadership.now().getTime() : 0;
    this.breaker.restore(tripped && this.clock.monotonic() + waitMs, tripped?.refusal);
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

  /** How the request to dial this call went. */
  async hear(callId: string, report: DialReport): Promise<void> {
    const now = this.clock.monotonic();
    if (!this.breaker.report(callId, report, now)) return;
    const { retryAt, refusal } = this.breaker;
    const { current } = this.leadership;
    this.logger.warn(retryAt === null ? 'Calls are dialled again' : `Dialling stops: ${toWords(report)}`);
    if (current === null) return;
    const at = new Date(this.leadership.now().getTime() + (retryAt ?? now) - now);
    await this.dispatchers.keepTripped(
      current,
      retryAt === null ? null : { retryAt: at, ...(refusal && { refusal }) },
    );
  }
}

import type { FailureReason } from '../calls/model/call-step.js';

/**
 * How a request to dial went: `ok` Twilio answered it, `system-error` it did not serve it, `unreached` it could not be
 * sent, `accountRefused` it was refused for a reason that every other call would meet too.
 */
export type DialReport = 'ok' | 'system-error' | 'unreached' | { accountRefused: FailureReason };

/** What is kept of a tripped breaker: when a single call is tried, and why the account was refused. */
export interface Tripped {
  retryAt: Date;
  refusal?: FailureReason;
}

const REMEMBERED = 20;
const FEWEST = 10;
/** So short that one try may be missed, and calls are dialled again within a minute all the same. */
export const OPEN_MS = 25_000;

/**
 * Stops dialling when half of the last calls failed for reasons of the system, and at once when the account is refused;
 * then lets a single call through from time to time, until one of them is taken. Times are milliseconds of a clock that
 * does not step.
 */
export class Breaker {
  private recent: boolean[] = [];
  private open?: { retryAt: number; refusal?: FailureReason };
  private probe?: string;

  get isOpen(): boolean {
    return this.open !== undefined;
  }

  /** Why the account was refused last. */
  get refusal(): FailureReason | undefined {
    return this.open?.refusal;
  }

  /** When the next single call may be let through; null while everything is. */
  get retryAt(): number | null {
    return this.open?.retryAt ?? null;
  }

  /** As another leader left it. */
  restore(retryAt: number | undefined, refusal?: FailureReason): void {
    this.recent = [];
    this.probe = undefined;
    this.open = retryAt === undefined ? undefined : { retryAt, ...(refusal && { refusal }) };
  }

  /** Whether a call may be dialled; where it is tripped, this one alone. */
  admits(callId: string, now: number): boolean {
    if (!this.open || this.probe === callId) return true;
    if (now < this.open.retryAt) return false;
    this.open.retryAt = now + OPEN_MS;
    this.probe = callId;
    return true;
  }

  /** The single call was not dialled after all: another one may be. */
  missed(callId: string, now: number): void {
    if (this.open && this.probe === callId) this.open.retryAt = now;
    if (this.probe === callId) this.probe = undefined;
  }

  /** Answers whether it has tripped or closed by that. What was dialled before it tripped says nothing of how things are now. */
  report(callId: string, report: DialReport, now: number): boolean {
    if (this.open) return this.probe === callId && this.judgeProbe(report);
    this.recent = [...this.recent, report !== 'ok'].slice(-REMEMBERED);
    const failed = this.recent.filter(Boolean).length;
    const isRefused = typeof report === 'object';
    if (!isRefused && (this.recent.length < FEWEST || failed * 2 < this.recent.length)) return false;
    this.trip(now + OPEN_MS, report);
    return true;
  }

  /** When the next one is let through was settled when this one was, however late its failure is heard. */
  private judgeProbe(report: DialReport): boolean {
    this.probe = undefined;
    if (report !== 'ok') return this.trip(this.open?.retryAt ?? 0, report);
    this.open = undefined;
    return true;
  }

  private trip(retryAt: number, report: DialReport): boolean {
    const refusal = typeof report === 'object' ? report.accountRefused : undefined;
    this.recent = [];
    this.open = { retryAt, ...(refusal && { refusal }) };
    return true;
  }
}

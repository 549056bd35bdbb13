import { Injectable, Logger } from '@nestjs/common';
import { explainTwilioCode } from '../twilio/twilio-codes.js';
import {
  type AccountRefusal,
  afterReports,
  type Breaker,
  type BreakerChange,
  type DialReport,
} from './breaker.js';
import { PaceRepository } from './pace.repository.js';
import { ServerClock } from './server-clock.js';

/** Good news may wait and be told together; how often they are told is bounded by it. */
const GATHER_MS = 500;
const TRIES = 5;

/** Tells the deployment's breaker how requests to dial went. */
@Injectable()
export class BreakerService {
  private readonly logger = new Logger('Dispatch');
  private reports: DialReport[] = [];
  private timer?: NodeJS.Timeout;
  private telling?: Promise<void>;

  constructor(
    private readonly paces: PaceRepository,
    private readonly clock: ServerClock,
  ) {}

  /** Never fails and never waits. */
  report(report: DialReport): void {
    this.reports.push(report);
    if (report !== 'ok') void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), GATHER_MS).unref();
  }

  /** Tells what was reported; what comes meanwhile is told after it. Never fails. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.telling) await this.telling;
    if (this.reports.length === 0) return;
    const reports = this.reports.splice(0);
    this.telling = this.tell(reports).finally(() => (this.telling = undefined));
    await this.telling;
  }

  private async tell(reports: DialReport[]): Promise<void> {
    try {
      for (let tries = 0; tries < TRIES; tries += 1) {
        const { breaker } = await this.paces.find();
        const next = afterReports(breaker, reports, this.clock.now());
        if (!next) return;
        const [changed, change] = next;
        if (await this.paces.changeBreaker(breaker.version, changed)) return this.say(change, changed);
      }
    } catch (error) {
      this.logger.warn(`How ${reports.length} calls went could not be stored: ${String(error)}`);
    }
  }

  private say(change: BreakerChange, breaker: Breaker): void {
    const until = breaker.openUntil ? this.clock.toLocal(breaker.openUntil.getTime()) : new Date();
    const seconds = Math.max(0, Math.ceil((until.getTime() - Date.now()) / 1000));
    if (change === 'tripped') {
      const fix = breaker.refusal ? `. ${fixOf(breaker.refusal)}` : '';
      this.logger.warn(`${whyTripped(breaker)}: none is dialled; one is tried in ${seconds} s${fix}`);
    }
    if (change === 'failed-again') this.logger.log(`The call that was tried failed; next in ${seconds} s`);
    if (change === 'closed') this.logger.log('The call that was tried was taken: calls are dialled again');
  }
}

const whyTripped = ({ refusal }: Breaker): string =>
  refusal
    ? `Twilio refuses every call of the account (${refusal.code} ${refusal.message})`
    : 'Half of the last calls failed for reasons of the system';

const fixOf = ({ code }: AccountRefusal): string =>
  explainTwilioCode(code)?.fix ?? "Check the account in Twilio's console";

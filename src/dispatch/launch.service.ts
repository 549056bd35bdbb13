import { Injectable, Logger } from '@nestjs/common';
import { AttemptsService } from '../calls/attempts/attempts.service.js';
import type { Sealed, Undone } from '../calls/events/call-change.js';
import { CallEventsService } from '../calls/events/call-events.service.js';
import { type Call, waitOf } from '../calls/model/call.js';
import type { FailureReason } from '../calls/model/call-step.js';
import { DiallingService, reasonOf } from '../calls/placing/dialling.service.js';
import { HELD, type SendGate } from '../twilio/send-gate.js';
import { TOO_MANY_REQUESTS, type TwilioError } from '../twilio/twilio.errors.js';
import type { DialReport } from './breaker.js';
import { Clock } from '../common/time/clock.service.js';
import { PlanClock } from '../common/time/plan-clock.service.js';

/** A call that was surely not sent is tried again after this, whatever kept it. */
const AGAIN_MS = 5_000;
/** The same, where Twilio asked to slow down and did not say for how long. */
const SLOW_DOWN_MS = 500;
/** Who asked for a call without a plan waits for its turn for at least this, and from then on for what becomes of it. */
const AWAITED_MS = 1_500;
/** From its turn to its attempt it takes no longer than this, as a rule. */
const PREPARING_MS = 300;
const STORE_AGAIN_MS = 300;

const NOT_SENT: FailureReason = { code: 'not-sent', message: 'It could not be sent at its moment' };

/** What is heard of Twilio by asking it to dial: what is to be reported, and for how long nothing else is to be sent. */
export interface Heard {
  report?: DialReport;
  slowDownMs?: number;
}

/** Whether its client waits to be told what becomes of this attempt. */
const isAwaited = ({ plan, createdAt, attempts }: Call): boolean => {
  const begunAt = attempts.at(-1)?.createdAt ?? createdAt;
  return !plan && begunAt.getTime() - createdAt.getTime() < AWAITED_MS;
};

const reportOf = (error: TwilioError): DialReport => {
  if (error.concerns === 'account') return { accountRefused: reasonOf(error) };
  if (error.outcome === 'unsent') return 'unreached';
  return error.outcome === 'refused' ? 'ok' : 'system-error';
};

const slowDownMsOf = ({ retryAfterSeconds = 0 }: TwilioError): number =>
  retryAfterSeconds * 1000 || SLOW_DOWN_MS;

const heardOf = (error: TwilioError | null): Heard => {
  if (!error) return { report: 'ok' };
  const { code } = error.reason;
  if (code === HELD) return {};
  if (code !== TOO_MANY_REQUESTS) return { report: reportOf(error) };
  return { report: 'ok', slowDownMs: slowDownMsOf(error) };
};

/** Dials one call: its attempt is stored, its request written when the gate lets it, and what came of that stored. */
@Injectable()
export class LaunchService {
  private readonly logger = new Logger('Dispatch');

  constructor(
    private readonly attempts: AttemptsService,
    private readonly dialling: DiallingService,
    private readonly events: CallEventsService,
    private readonly planClock: PlanClock,
    private readonly clock: Clock,
  ) {}

  /** Stores the attempt; null where nothing is stored. Never fails. */
  async begin(call: Call, key: string): Promise<Call | null> {
    try {
      const begun = await this.attempts.begin(call, key);
      if (!begun) this.attempts.landed(call, key, false);
      return begun;
    } catch (error) {
      this.logger.warn(`Call ${call.id}: whether its attempt is stored is not known: ${String(error)}`);
      await this.unsend(call, key, NOT_SENT, call.wait?.dueAt ?? this.planClock.now());
      this.attempts.landed(call, key, false);
      return null;
    }
  }

  /**
   * Dials a call whose attempt has begun, as the gate lets it; `call` is the call as it waited. `hear` is told at once,
   * before anything is stored, and never fails. Never fails.
   */
  async launch(
    { call, begun, key }: { call: Call; begun: Call; key: string },
    gate: SendGate,
    hear: (heard: Heard) => Promise<void>,
  ): Promise<void> {
    let mayHaveBeenDialled = true;
    try {
      const error = await this.dialling.dial(begun, gate);
      mayHaveBeenDialled = !error || error.outcome === 'unknown';
      await Promise.all([hear(heardOf(error)), error && this.settle(call, begun, key, error)]);
    } catch (error) {
      this.logger.error(`Call ${call.id}: what became of dialling it could not be stored`, error);
    } finally {
      this.attempts.landed(call, key, mayHaveBeenDialled);
    }
  }

  /** What was surely not sent goes back, and uses up nothing, unless its client waits to be told of it. */
  private async settle(call: Call, begun: Call, key: string, error: TwilioError): Promise<void> {
    const { outcome, reason, concerns } = error;
    const again = (ms: number): Date => new Date(this.planClock.now().getTime() + ms);
    const fail = (): Promise<void> =>
      this.untilStored(call, 'what Twilio said', () => this.dialling.fail(begun, error));
    if (reason.code === HELD) return this.unsend(call, key, NOT_SENT, call.wait?.dueAt ?? again(0));
    if (reason.code === TOO_MANY_REQUESTS) {
      const isTooLong = isAwaited(begun) && !this.isAwaitedIn(call, slowDownMsOf(error) + PREPARING_MS);
      return isTooLong ? fail() : this.unsend(call, key, reasonOf(error), again(0));
    }
    if (outcome === 'unknown')
      return this.untilStored(call, 'that the answer is unclear', () =>
        this.dialling.leaveUnclear(begun, error),
      );
    if ((outcome === 'refused' && concerns === 'call') || isAwaited(begun)) return fail();
    return this.unsend(call, key, reasonOf(error), again(AGAIN_MS));
  }

  /** Whether its client still waits for its turn then. */
  private isAwaitedIn({ createdAt }: Call, ms: number): boolean {
    return this.planClock.now().getTime() + ms - createdAt.getTime() < AWAITED_MS;
  }

  /** Takes back an attempt that was surely not sent, or has it never be stored: until one of both is sure. */
  private async unsend(call: Call, key: string, reason: FailureReason, dueAt: Date): Promise<void> {
    const { id: callId, version, plan } = call;
    const n = call.attempts.length + 1;
    const apply = (change: Undone | Sealed): Promise<boolean> => this.events.apply(change);
    await this.untilStored(call, 'that it was not sent', async () => {
      const at = new Date();
      const wait = waitOf(call, dueAt, reason === NOT_SENT ? (call.wait?.why ?? 'pace') : 'error');
      const undone = { kind: 'undone', callId, n, key, hasPlan: !!plan, reason, wait, at } as const;
      if ((await apply(undone)) || (await apply({ kind: 'sealed', callId, version }))) return;
      // Nothing stores it from now on; it may have been stored since it was looked for.
      await apply(undone);
    });
  }

  /** Goes on until the database has it, as long as the process lives: nobody else knows. */
  private async untilStored({ id }: Call, what: string, store: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await store();
      } catch (error) {
        this.logger.warn(`Call ${id}: ${what} could not be stored yet: ${String(error)}`);
        await this.clock.sleep(STORE_AGAIN_MS);
      }
    }
  }
}

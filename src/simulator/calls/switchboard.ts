import { CallClock } from '../call-clock.js';
import { calleeOf } from '../callees/callee-table.js';
import type { Exchange } from '../exchange.js';
import { newSid } from '../sid.js';
import type { Call } from './call.js';
import type { CallRequest, Endpoint } from './call-request.js';
import { isFinal } from './call-status.js';
import { CallRunner } from './call-runner.js';
import type { CallStore } from './call-store.js';
import { DialQueue } from './dial-queue.js';

/** Places calls, and does to them what the REST API asks for. */
export class Switchboard {
  private readonly queue = new DialQueue();
  private readonly runner: CallRunner;

  constructor(
    private readonly exchange: Exchange,
    private readonly store: CallStore,
    private readonly speed: number,
  ) {
    this.runner = new CallRunner(exchange);
  }

  /** Makes the call exist and lets it run; answers at once. */
  place(request: CallRequest): Call {
    const now = new Date();
    const callee = calleeOf(request.to);
    const queueMs = Math.round(this.queue.take(this.exchange.account.limits.callsPerSecond, this.speed));
    const call: Call = {
      sid: newSid('CA'),
      accountSid: this.exchange.account.sid,
      key: `${request.to}#${this.store.countOf(request.to)}`,
      request,
      dateCreated: now,
      queueTimeMs: queueMs,
      clock: new CallClock(now, callee.interactive ? 1 : this.speed),
      callee,
      status: 'queued',
      dateUpdated: now,
      startTime: null,
      answerTime: null,
      endTime: null,
      endedAtReal: null,
      durationSeconds: null,
      answeredBy: null,
      sipCode: null,
      endReason: null,
      isDeleted: false,
      story: [],
      webhooks: [],
      recordings: [],
      notifications: [],
    };
    this.store.add(call);
    void this.runner.run(call, queueMs);
    return call;
  }

  /** `Status=completed`: hangs up an answered call, cancels one that is not. False when it is over. */
  complete(call: Call): boolean {
    if (isFinal(call.status)) return false;
    if (call.status !== 'in-progress') return this.cancel(call);
    this.runner.end(call, {
      status: 'completed',
      sipCode: 200,
      by: 'api',
      reason: 'Hung up over the REST API',
    });
    return true;
  }

  /** `Status=canceled`. False when the call was answered or is over. */
  cancel(call: Call): boolean {
    if (call.status !== 'queued' && call.status !== 'ringing') return false;
    this.runner.end(call, {
      status: 'canceled',
      sipCode: 487,
      by: 'api',
      reason: 'Canceled over the REST API',
    });
    return true;
  }

  /** Sends an answered call to another document. False when there is no line. */
  divert(call: Call, to: Endpoint | { twiml: string }): boolean {
    const line = this.runner.lineOf(call);
    if (!line || call.status !== 'in-progress') return false;
    line.divert(to);
    return true;
  }

  stop(): void {
    this.runner.endAll();
    this.queue.reset();
  }
}

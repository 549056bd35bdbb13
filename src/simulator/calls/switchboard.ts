import { CallClock } from '../call-clock.js';
import type { Callee } from '../callees/callee.js';
import type { CalleeBook } from '../callees/callee-book.js';
import type { Command } from '../callees/inbox.js';
import type { Exchange } from '../exchange.js';
import { newSid } from '../sid.js';
import type { SimulatedTime } from '../simulated-time.js';
import type { Call, NewCall } from './call.js';
import type { CallRequest, Endpoint } from './call-request.js';
import { isFinal } from './call-status.js';
import { CallRunner } from './call-runner.js';
import type { CallStore } from './call-store.js';
import { DialQueue } from './dial-queue.js';
import { ENDINGS, type EndingCommand, isEndingCommand } from './endings.js';
import type { Ending } from './line.js';

/** What becomes of a call under way when the simulator is stopped: nobody was there to keep its line. */
const CUT_OFF: Ending = {
  status: 'failed',
  sipCode: 503,
  by: 'network',
  reason: 'The simulator was stopped during the call',
};

const isEnding = (given: { command: string }): given is { command: EndingCommand } =>
  isEndingCommand(given.command);

/** Places calls, and does to them what the REST API asks for. */
export class Switchboard {
  private readonly queue = new DialQueue();
  private readonly runner: CallRunner;

  constructor(
    private readonly exchange: Exchange,
    private readonly store: CallStore,
    private readonly callees: CalleeBook,
    private readonly time: SimulatedTime,
  ) {
    this.runner = new CallRunner(exchange);
  }

  /** Makes the call exist and lets it run; answers at once. `key` names it in the plan of faults. */
  place(request: CallRequest, key: string): Call {
    const now = new Date();
    const callee = this.callees.of(request.to);
    const queueMs = Math.round(this.queue.take(this.exchange.account.limits.callsPerSecond, this.time.speed));
    const call = this.store.add({
      sid: newSid('CA'),
      accountSid: this.exchange.account.sid,
      key,
      request,
      dateCreated: now,
      queueTimeMs: queueMs,
      clock: new CallClock(now, callee.interactive ? 1 : this.time.speed),
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
      isForgotten: false,
      story: [],
      webhooks: [],
      recordings: [],
      notifications: [],
    });
    void this.runner.run(call, queueMs);
    return call;
  }

  /** Takes back a call that outlived the simulator: what was not ready goes on, and a call under way ends. */
  resume(data: NewCall): void {
    const call = this.store.restore(data);
    this.exchange.callbacks.resume(call);
    for (const recording of call.recordings) this.exchange.recordings.resume(call, recording);
    this.runner.end(call, CUT_OFF);
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

  /** Gives a call another callee from now on. False when it is over. */
  changeCallee(call: Call, callee: Callee): boolean {
    if (isFinal(call.status)) return false;
    call.callee = callee;
    call.clock.speed = callee.interactive ? 1 : this.time.speed;
    this.runner.lineOf(call)?.handOver(callee.interactive === true);
    call.changed();
    return true;
  }

  /** Changes the clock of all calls but those that live at a person's pace. */
  changeSpeed(speed: number): void {
    this.time.speed = speed;
    for (const { call } of this.runner.liveLines()) if (!call.callee.interactive) call.clock.speed = speed;
  }

  /** What the script of a call listens for just now. */
  awaitedBy(call: Call): string | null {
    return this.runner.lineOf(call)?.awaits ?? null;
  }

  /** Does what a person on the called side commands. False when the call is over or nobody listens for commands. */
  command(call: Call, command: Command | { command: EndingCommand }): boolean {
    const inbox = this.runner.inboxOf(call);
    if (!inbox) return false;
    if (!isEnding(command)) return inbox.put(command) && call.callee.interactive === true;
    const { while: statuses, ending } = ENDINGS[command.command];
    if (!(statuses as readonly string[]).includes(call.status)) return false;
    this.runner.end(call, ending);
    return true;
  }

  /** Ends all calls without telling anybody. */
  stop(): void {
    this.runner.endAll();
    this.queue.reset();
  }
}

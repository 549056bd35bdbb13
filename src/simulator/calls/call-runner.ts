import { tell, type Call } from './call.js';
import { isFinal, mayBecome, type CallStatus } from './call-status.js';
import { runDetection } from './detector.js';
import { CallOver, Line, type Ending } from './line.js';
import type { CallRecording } from '../recordings/recording.js';
import type { Inbox } from '../callees/inbox.js';
import { CalleeActor } from '../callees/callee-actor.js';
import type { Exchange } from '../exchange.js';
import { Session } from '../twiml/session.js';
import { runTwiml } from '../twiml/interpreter.js';
import { maskedNumber } from '../wire-format.js';

const DIALLING_MS = 500;

const OVER: Ending = { status: 'completed', sipCode: 200, by: 'script', reason: 'The TwiML came to its end' };
const NO_ANSWER: Ending = {
  status: 'no-answer',
  sipCode: 487,
  by: 'network',
  reason: 'Nobody answered in time',
};

/** Takes calls from the queue to their end. */
export class CallRunner {
  private readonly live = new Map<string, { line: Line; actor: CalleeActor }>();

  constructor(private readonly exchange: Exchange) {}

  /** The live line of a call; undefined when it is over. */
  lineOf(call: Call): Line | undefined {
    return this.live.get(call.sid)?.line;
  }

  /** Where a person's commands for a call go; undefined when it is over. */
  inboxOf(call: Call): Inbox | undefined {
    return this.live.get(call.sid)?.actor.inbox;
  }

  liveLines(): Line[] {
    return [...this.live.values()].map(({ line }) => line);
  }

  /** Runs a call; resolves at its end, never rejects. `queueMs` is the simulated wait before it is dialled. */
  async run(call: Call, queueMs: number): Promise<void> {
    const line = new Line(call);
    const actor = new CalleeActor();
    this.live.set(call.sid, { line, actor });
    try {
      await line.wait(queueMs);
      await this.dial(line, actor);
      await this.converse(line, actor);
      this.finish(call, OVER);
    } catch (error) {
      if (!(error instanceof CallOver)) this.exchange.log(`simulated call ${call.sid}: ${String(error)}`);
      this.finish(call, error instanceof CallOver ? error.ending : brokenBy(error));
    }
  }

  /** Ends a call from outside: hang-up or cancel over the API, or the simulator's own end. */
  end(call: Call, ending: Ending): void {
    const line = this.lineOf(call);
    line?.cut(ending);
    this.finish(call, ending);
  }

  /** Ends all calls without a word to anybody. */
  endAll(): void {
    for (const { call } of this.liveLines()) {
      call.isForgotten = true;
      this.end(call, {
        status: 'failed',
        sipCode: null,
        by: 'simulator',
        reason: 'The simulator was stopped',
      });
    }
  }

  private async dial(line: Line, actor: CalleeActor): Promise<void> {
    const { call } = line;
    call.startTime = call.clock.now();
    line.tell('dialled', maskedNumber(call.request.to));
    void this.exchange.statusCallbacks.fire(call, 'initiated');
    await line.wait(DIALLING_MS);
    this.become(call, 'ringing');
    void this.exchange.statusCallbacks.fire(call, 'ringing');
    const isPickedUp = await actor.pickUp(line, call.request.timeoutSeconds * 1000);
    if (!isPickedUp) throw new CallOver(NO_ANSWER);
  }

  private async converse(line: Line, actor: CalleeActor): Promise<void> {
    const { call } = line;
    this.become(call, 'in-progress');
    call.answerTime = call.clock.now();
    line.tell('answered', call.callee.kind);
    this.setLimits(line);
    const { record } = call.request;
    if (record) this.exchange.recordings.start(call, { source: 'OutboundAPI', wishes: record });
    void this.exchange.statusCallbacks.fire(call, 'answered');
    if (call.callee.greeting !== '') line.tell('heard', call.callee.greeting);
    const detected = await runDetection(this.exchange, line);
    const { voice } = call.request;
    const first = 'url' in voice ? { ...voice, params: detected } : voice;
    await runTwiml(new Session(this.exchange, line, actor), first);
    if (call.callee.holdsLine) await line.wait(Infinity);
  }

  private setLimits(line: Line): void {
    const { callee, request } = line.call;
    const completed = { status: 'completed', sipCode: 200 } as const;
    line.limit(request.timeLimitSeconds * 1000, {
      ...completed,
      by: 'time limit',
      reason: 'The time limit was reached',
    });
    if (callee.hangsUpAfterSeconds === undefined) return;
    line.limit(callee.hangsUpAfterSeconds * 1000, {
      ...completed,
      by: 'callee',
      reason: 'The callee hung up',
    });
  }

  private become(call: Call, status: CallStatus): void {
    if (!mayBecome(call.status, status))
      throw new Error(`A call that is ${call.status} cannot become ${status}`);
    call.status = status;
    call.dateUpdated = call.clock.now();
    call.changed();
    this.exchange.log(`simulated call ${call.sid} to ${maskedNumber(call.request.to)}: ${status}`);
  }

  private finish(call: Call, ending: Ending): void {
    const line = this.lineOf(call);
    this.live.delete(call.sid);
    if (isFinal(call.status)) return;
    const now = call.clock.now();
    call.endTime = now;
    call.endedAtReal = Date.now();
    call.durationSeconds = secondsBetween(call.answerTime, now);
    call.sipCode = ending.sipCode;
    call.endReason = ending.reason;
    tell(call, 'ended', ending.reason);
    this.become(call, ending.status);
    line?.close();
    const recording = call.recordings.find(({ source }) => source === 'OutboundAPI');
    if (recording) this.closeCallRecording(call, recording);
    void this.exchange.statusCallbacks.fire(call, 'completed');
    call.changed('now');
  }

  private closeCallRecording(call: Call, recording: CallRecording): void {
    const heard = call.story.filter(({ what }) => what === 'said' || what === 'heard' || what === 'recorded');
    const text = heard.map((line) => line.text).join(' ');
    this.exchange.recordings.close(call, recording, {
      heard: text,
      seconds: call.durationSeconds ?? 0,
    });
  }
}

const brokenBy = (error: unknown): Ending => ({
  status: 'failed',
  sipCode: null,
  by: 'error',
  reason: String(error),
});

/** Whole seconds of talk, at least one when it was answered at all. */
const secondsBetween = (answered: Date | null, ended: Date): number =>
  answered ? Math.max(1, Math.round((ended.getTime() - answered.getTime()) / 1000)) : 0;

import { describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { someTwilioCall } from '../../twilio/testing/twilio-call.factory.js';
import { Clock } from '../../common/time/clock.service.js';
import type { SendGate } from '../../twilio/send-gate.js';
import { LaunchService } from '../../dispatch/launch.service.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { TwilioError } from '../../twilio/twilio.errors.js';
import { UNSURE } from '../attempts/calling-rules.js';
import { lastAttempt, newQueuedCall } from '../model/call.js';
import type { CallStatus } from '../model/call-status.js';
import type { WishKind } from '../model/call-step.js';
import { someEvent, someSid } from '../testing/call.factory.js';
import { openCallsRoom } from '../testing/calls-room.js';
import { CallControlService } from './call-control.service.js';

/** `STORIES=10000 npm test -- src/calls/control` tries more of them. */
const STORIES = Number(process.env['STORIES'] ?? 2_000);
const ENDS = ['busy', 'no-answer', 'failed', 'completed', 'canceled'] as const;
const LIVE = ['ringing', 'in-progress'] as const;

/** What may happen next: `dial` is tried, `told` by Twilio, `settle` looks for what a crash left. */
type Step =
  | { do: 'dial'; fails: 'no' | 'unsent' | 'unknown' }
  | { do: 'told'; status: CallStatus; isCutShort: boolean }
  | { do: 'settle' }
  | { do: 'end'; kind: WishKind; twilio: 'takes' | 'refuses' | 'is away'; real: CallStatus };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('dial' as const),
      fails: fc.constantFrom('no' as const, 'no' as const, 'unsent' as const, 'unknown' as const),
    }),
    fc.record({
      do: fc.constant('told' as const),
      status: fc.constantFrom(...LIVE, ...ENDS),
      isCutShort: fc.boolean(),
    }),
    fc.record({ do: fc.constant('settle' as const) }),
    fc.record({
      do: fc.constant('end' as const),
      kind: fc.constantFrom('hangup' as const, 'cancel' as const),
      twilio: fc.constantFrom('takes' as const, 'refuses' as const, 'is away' as const),
      real: fc.constantFrom(...LIVE, ...ENDS),
    }),
  ),
  { minLength: 2, maxLength: 14 },
);

const plan = {
  machineDetection: 'none' as const,
  priority: 0,
  retry: {
    maxAttempts: 9,
    on: ['busy' as const, 'no-answer' as const, 'failed' as const],
    delaysSeconds: [0],
  },
};

/** A call with many retries, a Twilio that does as it is told, and everyone who works on the call. */
class World {
  readonly room = openCallsRoom();
  readonly call = newQueuedCall(
    { to: '+14155550123', userExternalId: 'ada', recordingEnabled: false, plan },
    { dueAt: new Date(0), why: 'pace' },
  );
  private readonly control: CallControlService;
  private readonly launcher: LaunchService;
  dials = 0;
  /** How often it had been dialled when a client was told that it is ended. */
  dialsWhenEnded?: number;
  private fails: 'no' | 'unsent' | 'unknown' = 'no';

  constructor() {
    const { service, events, news, followUps, wishes, twilio, attempts, dialling } = this.room;
    const clock = new Clock();
    this.launcher = new LaunchService(attempts, dialling, events, new PlanClock(clock), clock);
    this.control = new CallControlService(service, events, news, followUps, wishes, twilio);
    twilio.placeCall.mockImplementation(async () => {
      if (this.fails === 'unsent')
        throw new TwilioError('unsent', { code: 'ECONNREFUSED', message: 'refused' });
      this.dials += 1;
      if (this.fails === 'unknown') throw new TwilioError('unknown', { code: 'ETIMEDOUT', message: 'late' });
      return { sid: someSid(), status: 'queued' };
    });
  }

  async step(step: Step): Promise<void> {
    if (step.do === 'dial') await this.dial(step.fails);
    if (step.do === 'settle') await this.room.followUps.after(this.call.id);
    if (step.do === 'told') await this.tell(step.status, step.isCutShort);
    if (step.do === 'end') await this.end(step);
  }

  /** As dispatch does it: a look at the call, the attempt, Twilio. */
  async dial(fails: World['fails'] = 'no'): Promise<void> {
    const { calls, attempts } = this.room;
    const call = (await calls.findById(this.call.id))!;
    if (!call.wait) return;
    this.fails = fails;
    const objection = attempts.objectionTo(call, { at: new Date(), term: null, rules: 0 });
    if (objection && objection !== UNSURE) return attempts.sendAway(call, objection);
    const key = `term:${call.version}`;
    const begun = await this.launcher.begin(call, key);
    const sendAtOnce: SendGate = async ({ send }) => send();
    if (begun) await this.launcher.launch({ call, begun, key }, sendAtOnce, async () => undefined);
  }

  private async tell(status: CallStatus, isCutShort: boolean): Promise<void> {
    const last = lastAttempt((await this.room.calls.findById(this.call.id))!);
    if (!last) return;
    const ref = { callId: this.call.id, n: last.n, sid: last.sid ?? someSid() };
    // Without its follow-up, as where the process is killed between the two.
    await this.room.news.learn({ ...ref, hasPlan: !isCutShort }, someEvent({ status }));
  }

  private async end({ kind, twilio: does, real }: Extract<Step, { do: 'end' }>): Promise<void> {
    const { twilio } = this.room;
    const answer = async (sid: string, status: string) => someTwilioCall(sid, status);
    twilio.fetchCall.mockImplementation((sid) => answer(sid, real));
    twilio.endCall.mockImplementation(async (sid, status) => {
      if (does === 'takes') return answer(sid, real === 'in-progress' ? real : status);
      if (does === 'refuses') throw new TwilioError('refused', { code: 21220, message: 'Not in progress' });
      throw new TwilioError('unsent', { code: 'ECONNREFUSED', message: 'refused' });
    });
    const isAcknowledged = await this.control.end(this.call.id, kind).then(
      () => true,
      () => false,
    );
    if (isAcknowledged) this.dialsWhenEnded ??= this.dials;
  }
}

describe('a call that a client was told is ended', () => {
  it('is never dialled again, whatever comes in whatever order', async () => {
    Logger.overrideLogger(false);
    let ended = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        const world = new World();
        await world.room.calls.insert(world.call);
        for (const step of story) await world.step(step);
        // Whoever comes later, as often as it may be.
        for (let n = 0; n < 3; n += 1) {
          await world.step({ do: 'settle' });
          await world.dial();
        }
        if (world.dialsWhenEnded !== undefined) ended += 1;
        expect(world.dials).toBe(Math.min(world.dials, world.dialsWhenEnded ?? Infinity));
      }),
      { numRuns: STORIES },
    );
    // The stories are worth their time only where clients do end calls in them.
    expect(ended).toBeGreaterThan(STORIES / 4);
  }, 60_000);
});

import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { someTwilioCall } from '../../twilio/testing/twilio-call.factory.js';
import { TwilioError } from '../../twilio/twilio.errors.js';
import { type CallStatus, isFinal } from '../model/call-status.js';
import type { WishKind } from '../model/call-step.js';
import { someCall, someEvent, someSid } from '../testing/call.factory.js';
import { openCallsRoom } from '../testing/calls-room.js';
import { CallControlService } from './call-control.service.js';

/** `STORIES=10000 npm test -- src/calls/control` tries more of them. */
const STORIES = Number(process.env['STORIES'] ?? 1_500);

const kinds = fc.constantFrom<WishKind>('hangup', 'cancel');

/** Several clients at once, each of which Twilio makes wait, or denies to know the call; it ends by itself, or not. */
const stories = fc.record({
  hasPlan: fc.boolean(),
  wishes: fc.array(fc.record({ kind: kinds, startsAfter: fc.nat(12), isDenied: fc.boolean() }), {
    minLength: 2,
    maxLength: 6,
  }),
  hangupBecomes: fc.constantFrom<CallStatus>('completed', 'canceled'),
  isSlow: fc.boolean(),
  ownEnd: fc.option(
    fc.record({
      status: fc.constantFrom<CallStatus>('busy', 'completed'),
      after: fc.nat(20),
      isLost: fc.boolean(),
    }),
  ),
});

const pass = async (turns: number): Promise<void> => {
  for (let i = 0; i < turns; i += 1) await turn();
};

/** A call, and a Twilio that keeps its state by Twilio's rules and may say that it takes its time. */
const open = async (
  g: fc.GeneratorValue,
  { hasPlan, hangupBecomes, isSlow }: { hasPlan: boolean; hangupBecomes: CallStatus; isSlow: boolean },
) => {
  const { calls, service, events, news, followUps, wishes, twilio } = openCallsRoom();
  const call = someCall(hasPlan ? { plan: { machineDetection: 'none', priority: 0 } } : {});
  const ref = { callId: call.id, n: 1, sid: someSid() };
  await calls.insert(call);
  await news.learn(ref, someEvent({ status: 'ringing' }));
  const real = { status: 'ringing' as CallStatus };
  const denials: boolean[] = [];
  const answer = (status: string) => someTwilioCall(ref.sid, status);
  twilio.fetchCall.mockImplementation(async () => {
    await pass(g(fc.nat, 5));
    return answer(real.status);
  });
  twilio.endCall.mockImplementation(async (_sid, status) => {
    await pass(g(fc.nat, 5));
    if (denials.shift()) throw new TwilioError('refused', { code: 20404, message: 'Not found' });
    if (isFinal(real.status)) throw new TwilioError('refused', { code: 21220, message: 'Not in progress' });
    real.status = status === 'canceled' ? status : hangupBecomes;
    const said = isSlow ? 'ringing' : status;
    await pass(g(fc.nat, 5));
    return answer(said);
  });
  const control = new CallControlService(service, events, news, followUps, wishes, twilio);
  return {
    ref,
    real,
    denials,
    control,
    tell: (status: CallStatus) => news.learn(ref, someEvent({ status })),
  };
};

it('a wish that a client was told is fulfilled is so for ever, whoever else wishes what at the same time', async () => {
  Logger.overrideLogger(false);
  let granted = 0;
  await fc.assert(
    fc.asyncProperty(fc.gen(), stories, async (g, story) => {
      const { ref, real, denials, control, tell } = await open(g, story);
      denials.push(...story.wishes.map(({ isDenied }) => isDenied));
      const end = (kind: WishKind) =>
        control.end(ref.callId, kind).then(
          () => true,
          () => false,
        );
      const told = new Set<WishKind>();
      const client = async ({ kind, startsAfter }: { kind: WishKind; startsAfter: number }) => {
        await pass(startsAfter);
        if (await end(kind)) told.add(kind);
      };
      const byItself = async () => {
        if (!story.ownEnd) return;
        await pass(story.ownEnd.after);
        if (isFinal(real.status)) return;
        real.status = story.ownEnd.status;
        if (!story.ownEnd.isLost) await tell(real.status);
      };
      await Promise.all([...story.wishes.map(client), byItself()]);
      denials.length = 0;
      granted += told.size;
      for (const kind of told) expect([kind, await end(kind)]).toEqual([kind, true]);
      if (isFinal(real.status)) await tell(real.status);
      for (const kind of told) expect([kind, await end(kind)]).toEqual([kind, true]);
    }),
    { numRuns: STORIES },
  );
  // The stories are worth their time only where clients are told so.
  expect(granted).toBeGreaterThan(STORIES / 2);
}, 60_000);

import { type Call, lastAttempt } from '../../../calls/model/call.js';
import { statusOf } from '../../../calls/model/call-event.js';
import { isFinal } from '../../../calls/model/call-status.js';
import type { TwilioCallback } from '../../../twilio/twilio-callback.js';
import { insist } from './calls-story.js';
import type { DialledCall } from './fake-twilio.js';
import { BEGINNING } from './host.js';
import type { World } from './world.js';

/** How old an attempt is before anybody looks into it. */
const OLD_MS = 40_000;
export const NO_TRACE = { code: 'not-dialled', message: 'Twilio has no such call' };

/** Twilio tells somebody, until it is heard. */
export const tellNews = (world: World, { sid, callId, attempt, hasPlan, status }: DialledCall): void =>
  insist(world, async ({ news }) => {
    const params = { CallSid: sid, CallStatus: status };
    const callback: TwilioCallback = {
      kind: 'status',
      callId,
      attempt,
      hasPlan,
      params,
      receivedAt: new Date(),
    };
    await news.accept(callback);
  });

const isUnsettled = ({ attempts, plan, wait, over }: Call): boolean => {
  const ended = attempts.every((attempt) => isFinal(statusOf(attempt)));
  return !ended || (attempts.length > 0 && !!plan && !wait && !over);
};

/** What reconciliation does in days: nothing stays unknown. */
export const settleOld = (world: World): void => {
  const { database, twilio, time } = world;
  const isOld = ({ createdAt }: { createdAt: Date }): boolean =>
    createdAt.getTime() - BEGINNING < time.now - OLD_MS;
  for (const call of database.calls.all(isUnsettled)) {
    const last = lastAttempt(call);
    if (!last || !isOld(last)) continue;
    const dialled = call.attempts.flatMap(({ n }) => twilio.find(call.id, n) ?? []);
    for (const each of dialled) if (each.status !== 'ringing') tellNews(world, each);
    const instance = world.someone();
    instance?.host.run(() => {
      const look = async (): Promise<void> => {
        if (!isFinal(statusOf(last)) && !twilio.find(call.id, last.n)) {
          await instance.checks.countOut(call, last.n);
          await instance.checks.giveUp(call, NO_TRACE);
        }
        await instance.checks.followUp(call);
      };
      look().catch(() => undefined);
    });
  }
};

/** Lanes are repaired, as from time to time they are. */
export const repairLanes = (world: World): void => {
  const instance = world.someone();
  const from = world.time.now;
  instance?.host.run(() => {
    instance.queue.repairLanes().then(
      () => (world.journal.repairedAt = from),
      () => undefined,
    );
  });
};

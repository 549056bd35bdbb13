import { CallControlService } from '../../calls/control/call-control.service.js';
import { CallErasureService } from '../../calls/erasure/call-erasure.service.js';
import { PersonalCalls } from '../../calls/erasure/personal-calls.service.js';
import { newQueuedCall } from '../../calls/model/call.js';
import { PersonalUnmatchedEvents } from '../../calls/news/personal-unmatched-events.service.js';
import { PersonalLanes } from '../../calls/queue/personal-lanes.service.js';
import { CallListMemoryRepository } from '../../calls/testing/call-list.memory.repository.js';
import { someCall, someEvent, someSid } from '../../calls/testing/call.factory.js';
import { openCallsRoom } from '../../calls/testing/calls-room.js';
import type { PersonalData } from '../../common/personal-data.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { PersonalDoNotCall } from '../../compliance/do-not-call/personal-do-not-call.service.js';
import { DoNotCallMemoryRepository } from '../../compliance/testing/do-not-call.memory.repository.js';
import { PersonalFeedback } from '../../feedback/personal-feedback.service.js';
import { feedbackOn } from '../../feedback/testing/feedback.factory.js';
import { FeedbackMemoryRepository } from '../../feedback/testing/feedback.memory.repository.js';
import { newClaim } from '../../idempotency/key-record.js';
import { PersonalAnswers } from '../../idempotency/personal-answers.service.js';
import { IdempotencyMemoryRepository } from '../../idempotency/testing/idempotency.memory.repository.js';
import { PersonalRecordings } from '../../recordings/personal-recordings.service.js';
import { someRecordingEvent, someRecordingSid } from '../../recordings/testing/recordings.factory.js';
import type { TwilioService } from '../../twilio/twilio.service.js';
import type { SecretsService } from '../../secrets/secrets.service.js';
import { PersonalUsers } from '../../users/personal-users.service.js';
import { someUser } from '../../users/testing/user.factory.js';
import { UsersMemoryRepository } from '../../users/testing/users.memory.repository.js';
import { ErasingService } from '../erasing.service.js';
import type { Erasure } from '../erasure.js';
import { LEASE_MS } from '../held-erasure.service.js';
import { PersonalCollections } from '../personal-collections.service.js';
import { ErasuresMemoryRepository } from './erasures.memory.repository.js';

export const HANDLE = 'Ada-1';
export const NUMBER = '+14155550177';
const secrets = { hash: (purpose: string, text: string) => `${purpose} ${text}` } as SecretsService;

/** What is done before the process dies, counted; from then on nothing is. */
export class Fuse {
  private left = Infinity;
  private isOut = false;

  set(steps: number): void {
    this.left = steps;
    this.isOut = false;
  }

  get hasBlown(): boolean {
    return this.isOut;
  }

  burn(): void {
    if (!this.isOut && this.left-- <= 0) this.isOut = true;
    if (this.isOut) throw new Error('The process is dead');
  }
}

/** The same, whose process may die before or after anything that it does. */
export const mortal = <T extends object>(whole: T, fuse: Fuse, names: readonly (keyof T)[]): T =>
  new Proxy(whole, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function' || !names.includes(name as keyof T)) return value;
      return async (...given: unknown[]): Promise<unknown> => {
        fuse.burn();
        const answer: unknown = await (value as (...all: unknown[]) => unknown).apply(target, given);
        fuse.burn();
        return answer;
      };
    },
  });

/** All rooms in memory, with a user of whom each of them holds something. */
export const openPrivacyRoom = async (fuse = new Fuse()) => {
  const clock = new FakeClock(Date.now());
  const room = openCallsRoom();
  const [users, feedback] = [new UsersMemoryRepository(), new FeedbackMemoryRepository()];
  const [keys, list, erasures] = [
    new IdempotencyMemoryRepository(),
    new DoNotCallMemoryRepository(),
    new ErasuresMemoryRepository(),
  ];
  const { service, events, news, followUps, wishes, twilio, calls } = room;
  const control = new CallControlService(service, events, news, followUps, wishes, twilio);
  twilio.listRecordings.mockResolvedValue({ items: [], isWhole: true });
  const lists = new CallListMemoryRepository(calls);
  const erasure = new CallErasureService(
    lists,
    calls,
    mortal(control, fuse, ['end']),
    mortal(events, fuse, ['apply']),
  );
  const all: PersonalData[] = [
    new PersonalLanes(mortal(room.lanes, fuse, ['settle']), room.queue),
    new PersonalUsers(mortal(users, fuse, ['remove'])),
    new PersonalCalls(service, erasure),
    new PersonalFeedback(mortal(feedback, fuse, ['forgetNotes'])),
    new PersonalUnmatchedEvents(mortal(room.unmatched, fuse, ['removeAll'])),
    new PersonalRecordings(
      room.recordings,
      mortal(room.removal, fuse, ['markStray']),
      room.twilio as unknown as TwilioService,
    ),
    new PersonalAnswers(mortal(keys, fuse, ['eraseOf'])),
    new PersonalDoNotCall(mortal(list, fuse, ['strip']), secrets),
  ];
  const collections = new PersonalCollections({
    getProviders: () => all.map((instance) => ({ instance })),
  } as never);
  collections.onModuleInit();
  const mortalErasures = mortal(erasures, fuse, ['replace', 'claim']);
  const erasing = new ErasingService(
    mortalErasures,
    collections,
    erasure,
    mortal(room.holds, fuse, ['claimForErasure']),
    new PlanClock(clock),
  );
  return {
    ...room,
    clock,
    users,
    keys,
    feedbacks: feedback,
    list,
    erasures: mortalErasures,
    collections,
    erasure,
    erasing,
  };
};

export type PrivacyRoom = Awaited<ReturnType<typeof openPrivacyRoom>>;

/** Something of them in each of the collections: a user, calls that wait, that have ended and that goes on. */
export const plant = async (room: PrivacyRoom) => {
  const user = someUser({ externalId: HANDLE, name: 'Ada', phoneNumber: NUMBER });
  await room.users.insert(user);
  const request = { to: NUMBER, userExternalId: HANDLE, text: 'Ada, hello.', recordingEnabled: true };
  const createdAt = new Date(room.clock.wall() - 60_000);
  const live = { callId: '', n: 1, sid: someSid() };
  const recorded = someRecordingSid();
  for (let n = 0; n < 3; n += 1) {
    const call = someCall(request, createdAt);
    const ref = { callId: call.id, n: 1, sid: someSid() };
    await room.calls.insert(call);
    await room.news.learn(
      ref,
      someEvent({ status: n === 0 ? 'in-progress' : 'busy', params: { To: NUMBER } }),
    );
    if (n === 0) Object.assign(live, ref);
    const owner = { callId: call.id, attempt: 1, callSid: ref.sid };
    if (n === 1) await room.recordings.record(recorded, owner, someRecordingEvent());
    await room.feedbacks.save(feedbackOn(call.id, { notes: 'Ada was kind.' }));
    const claim = { ...newClaim(`key ${n}`, 'request', 1), resourceId: call.id };
    await room.keys.insert(claim);
    await room.keys.answer(claim, { json: JSON.stringify(request) });
    const callback = { kind: 'status' as const, receivedAt: createdAt, params: { To: NUMBER } };
    await room.unmatched.keep({ key: `strange ${n}`, reason: 'unknown', callback });
  }
  const plan = { machineDetection: 'none' as const, priority: 3 };
  const queued = newQueuedCall({ ...request, plan }, { dueAt: createdAt, why: 'time' }, { now: createdAt });
  await room.events.record({ kind: 'requested', call: queued });
  await room.list.add([
    { id: secrets.hash('numbers', NUMBER), lastFour: '0177', source: 'Ada', note: 'Ada', addedAt: createdAt },
  ]);
  return { user, live, recorded };
};

/** An erasure of that user, just asked for. */
export const erasureOf = ({ clock }: PrivacyRoom, userId: string): Erasure => ({
  ...{ id: 'erasure', kind: 'user', subject: `user:${userId}`, requestedAt: new Date(clock.wall()) },
  ...{ step: 'account', open: `user:${userId}`, revision: 0, erased: {}, nextAt: new Date(clock.wall()) },
  whose: { kind: 'user', userId, handles: [userId, HANDLE], numbers: [NUMBER] },
});

export const later = (room: PrivacyRoom, ms: number) => new Date(room.clock.wall() + ms);

/** A room in which an erasure has just been asked for, and no call goes on. */
export const readyRoom = async () => {
  const room = await openPrivacyRoom();
  const planted = await plant(room);
  await room.news.learn(planted.live, someEvent({ status: 'completed' }));
  room.twilio.deleteRecording.mockResolvedValue();
  await room.erasures.insert(erasureOf(room, planted.user.id));
  return { room, ...planted };
};

/** Whoever is the next to look at it goes on with it, so long after. */
export const goOn = async (room: PrivacyRoom, afterMs: number, stopping?: AbortSignal) => {
  room.clock.pass(afterMs);
  const claimed = await room.erasures.claim(later(room, 0), later(room, LEASE_MS));
  if (claimed) await room.erasing.goOn(claimed, stopping);
  return (await room.erasures.find('erasure'))!;
};

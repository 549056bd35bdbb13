import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { callStatus, newAttempt, newQueuedCall } from '../model/call.js';
import { skeletonOf } from '../model/skeleton.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { type CallStatus, GONE_RANK, isFinal, rankOf } from '../model/call-status.js';
import { statusOf } from '../model/call-event.js';
import { CallsMongoRepository } from '../model/calls.mongo.repository.js';
import { CallChangesMemoryRepository } from '../testing/call-changes.memory.repository.js';
import { CallsMemoryRepository } from '../testing/calls.memory.repository.js';
import { someEvent, someSid } from '../testing/call.factory.js';
import type { CallChange } from './call-change.js';
import { type ChangeOutcome, hasChanged } from './change-outcome.js';
import { CallChangesMongoRepository } from './call-changes.mongo.repository.js';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
/** How far an attempt stands that a callback told to be busy. */
const ENDED = rankOf('busy', 'callback');
const check = { urgency: 0 as const, at: at(60) };
const wait = { lane: '0:customer-1', dueAt: at(40), why: 'retry' as const };
const over = { code: 'ended', message: 'It has ended', at: at(6) };
const wish = { kind: 'hangup' as const, at: at(5) };
const reason = { code: '21217', message: 'No phone number' };
const request = {
  to: '+14155550123',
  userExternalId: 'customer-1',
  recordingEnabled: true,
  plan: { machineDetection: 'none' as const, priority: 0 },
};

/** Changes of the call that has this id, whose first attempt has this SID. */
const changesOf = (callId: string, sid: string) => ({
  told: (status: CallStatus, n = 1, own = sid): CallChange => {
    const event = someEvent({ key: status, status });
    return { kind: 'told', ref: { callId, n, sid: own }, event, check };
  },
  named: (): CallChange => {
    const event = someEvent({ key: 'named', kind: 'recording' });
    return { kind: 'told', ref: { callId, n: 1, sid }, event, check };
  },
  gone: (): CallChange => {
    const event = someEvent({ key: 'gone', source: 'api', kind: 'gone', status: 'failed' });
    return { kind: 'told', ref: { callId, n: 1, sid }, event, check };
  },
  found: (status: CallStatus): CallChange => {
    const event = someEvent({ key: `found:${status}`, source: 'api', kind: 'found', status });
    return { kind: 'told', ref: { callId, n: 1, sid }, event, check };
  },
  dialling: (n: number, version = n === 1 ? 1 : 4): CallChange => {
    return { kind: 'dialling', callId, version, attempt: newAttempt(n, at(2), `key ${n}`), check };
  },
  undialled: (submission: 'refused' | 'unsent'): CallChange => {
    const event = someEvent({ key: submission, source: 'atlas', kind: 'submission', status: 'failed' });
    return { kind: 'undialled', callId, n: 1, submission, reason, event };
  },
  undone: (hasPlan = true, key = 'key 1', n = 1): CallChange => {
    return { kind: 'undone', callId, n, key, hasPlan, reason, wait, at: at(3) };
  },
  sealed: (version: number): CallChange => ({ kind: 'sealed', callId, version }),
  unclear: (n: number): CallChange => ({ kind: 'unclear', callId, key: `key ${n}`, checkAt: at(0) }),
  traceless: (n: number): CallChange => ({ kind: 'traceless', callId, n }),
  postponed: (version: number): CallChange => ({ kind: 'postponed', callId, version, wait, at: at(3) }),
  rescheduled: (version: number, attempts: number, isPlain = false): CallChange => ({
    ...{ kind: 'rescheduled', callId, version, attempts, content: { kind: 'say', text: 'New.' } },
    ...{ recordingEnabled: isPlain, wait, at: at(3), changes: { priority: { from: 0, to: 3 } } },
    ...(isPlain ? { ringSeconds: 20 } : { plan: { machineDetection: 'none', priority: 3 } }),
  }),
  requeued: (n = 1, rank = ENDED): CallChange => ({ kind: 'requeued', callId, n, rank, wait, at: at(4) }),
  finished: (n = 1): CallChange => ({ kind: 'finished', callId, n, rank: ENDED, over }),
  ended: (attempts: number, own?: typeof wish, version?: number): CallChange => {
    return { kind: 'ended', callId, attempts, version, status: 'canceled', over, wish: own };
  },
  wished: (attempts: number, isLive: boolean, kind: 'hangup' | 'cancel' = 'hangup'): CallChange => {
    return { kind: 'wished', callId, attempts, isLive, wish: { ...wish, kind } };
  },
  recorded: (isComplete: boolean): CallChange => ({ kind: 'recorded', callId, isComplete }),
  rated: (): CallChange => ({ kind: 'rated', callId, at: at(7) }),
  erased: (version: number): CallChange => {
    const call = newQueuedCall(request, { dueAt: at(1), why: 'time' });
    const attempts = [{ ...newAttempt(1, at(2)), sid, submission: 'accepted' as const, rank: ENDED }];
    return {
      kind: 'erased',
      callId,
      version,
      skeleton: skeletonOf({ ...call, attempts, over }, { erasedAt: at(8), erasedBy: 'erasure' }),
    };
  },
});
type Changes = ReturnType<typeof changesOf>;

/** How a call comes into each state that it can be in. */
const STATES: Record<string, (of: Changes) => CallChange[]> = {
  'that waits': () => [],
  'that was ended while it waited': (of) => [of.ended(0, wish)],
  'whose attempt began': (of) => [of.dialling(1)],
  'whose attempt was undone': (of) => [of.dialling(1), of.undone()],
  'whose attempt left no trace': (of) => [of.dialling(1), of.unclear(1), of.traceless(1)],
  'whose attempt was refused': (of) => [of.dialling(1), of.undialled('refused')],
  'that was refused, and named without a word of how it goes': (of) => [
    ...[of.dialling(1), of.undialled('refused')],
    of.named(),
  ],
  'that Twilio denies to know': (of) => [of.dialling(1), of.told('ringing'), of.gone()],
  'that Twilio denies to know, and that is over': (of) => [
    ...[of.dialling(1), of.told('ringing'), of.gone()],
    { ...(of.finished() as Extract<CallChange, { kind: 'finished' }>), rank: GONE_RANK },
  ],
  'that is wished to end before anything is heard of it': (of) => [of.dialling(1), of.wished(1, true)],
  'that rings': (of) => [of.dialling(1), of.told('ringing')],
  'that rings and is wished to end': (of) => [of.dialling(1), of.told('ringing'), of.wished(1, true)],
  'that rings and is to be canceled': (of) => [
    ...[of.dialling(1), of.told('ringing')],
    of.wished(1, true, 'cancel'),
  ],
  'whose attempt has ended': (of) => [of.dialling(1), of.told('busy')],
  'that was wished to end, and has': (of) => [of.dialling(1), of.wished(1, true), of.told('busy')],
  'that is over': (of) => [of.dialling(1), of.told('busy'), of.finished()],
  'that was erased': (of) => [of.dialling(1), of.told('busy'), of.finished(), of.erased(4)],
  'that waits again': (of) => [of.dialling(1), of.told('busy'), of.requeued()],
  'that was ended while it waited again': (of) => [
    ...[of.dialling(1), of.told('busy'), of.requeued()],
    of.ended(1, wish),
  ],
  'whose second attempt began': (of) => [...[of.dialling(1), of.told('busy'), of.requeued()], of.dialling(2)],
};

/** Every sort of change, as it fits and as it does not. */
const everyChange = (of: Changes): CallChange[] => [
  ...[of.told('ringing'), of.told('busy'), of.told('completed', 2, someSid()), of.told('busy', 1, someSid())],
  ...[of.told('in-progress'), of.named(), of.gone(), of.found('in-progress'), of.found('completed')],
  ...[of.dialling(1), of.dialling(2), of.dialling(3), of.dialling(1, 9), of.undialled('unsent')],
  ...[of.undone(), of.undone(false), of.undone(true, 'key 2'), of.undone(true, 'key 2', 2)],
  ...[of.postponed(1), of.postponed(4)],
  ...[of.rescheduled(1, 0), of.rescheduled(1, 0, true), of.rescheduled(4, 1), of.rescheduled(4, 0)],
  ...[
    of.requeued(),
    of.requeued(2),
    of.requeued(1, 64),
    of.sealed(1),
    of.sealed(2),
    of.unclear(1),
    of.traceless(1),
  ],
  ...[of.finished(), of.finished(2), of.ended(0), of.ended(1), of.ended(0, wish), of.wished(1, true)],
  ...[of.ended(0, undefined, 1), of.ended(0, undefined, 2)],
  ...[of.wished(1, false), of.wished(1, true, 'cancel'), of.wished(2, true), of.wished(0, true)],
  ...[of.recorded(true), of.recorded(false), of.rated(), of.erased(1), of.erased(4), of.erased(5)],
];

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it.each(Object.keys(STATES))(
  'each change of a call %s comes to the same, stored and in memory',
  async (state) => {
    const model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
    await model.init();
    const [stored, kept] = [new CallsMongoRepository(model), new CallsMemoryRepository()];
    const both = [new CallChangesMongoRepository(model), new CallChangesMemoryRepository(kept)];
    const tried = everyChange(changesOf('', '')).map(async (_, i) => {
      const call = newQueuedCall(request, { dueAt: at(1), why: 'time' });
      const changes = changesOf(call.id, someSid());
      const before = STATES[state]!(changes);
      const last = everyChange(changes)[i]!;
      const outcomes: ChangeOutcome[] = [];
      for (const change of [{ kind: 'requested' as const, call }, ...before, last]) {
        const [outcome, expected] = await Promise.all(both.map((each) => each.store(change)));
        expect([change, outcome]).toEqual([change, expected]);
        outcomes.push(outcome!.outcome);
      }
      expect(outcomes.slice(0, -1).every(hasChanged)).toBe(true);
      const [found, expected] = await Promise.all([stored, kept].map((each) => each.findWithEvents(call.id)));
      expect([last, found]).toEqual([last, expected]);
      const { live = [], uncounted, version } = (await model.findById(call.id).lean<CallDocument>())!;
      // Nobody counts here, so that each change waits to be.
      expect([last, uncounted]).toEqual([last, version]);
      const going = expected!.attempts.filter(
        (attempt) => !isFinal(statusOf(attempt)) && !kept.isCountedOut(call.id, attempt.n),
      );
      expect([last, live]).toEqual([last, going.map(({ n }) => n)]);
    });
    await Promise.all(tried);
  },
);

it('what was done last is kept, however much there is', async () => {
  const model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  const [stored, changes] = [new CallsMongoRepository(model), new CallChangesMongoRepository(model)];
  const call = newQueuedCall(request, { dueAt: at(1), why: 'time' });
  const { rated } = changesOf(call.id, someSid());
  await changes.store({ kind: 'requested', call });
  const steps = Array.from({ length: 200 }, () => ({ kind: 'feedback', at: at(0) }));
  await model.updateOne({ _id: call.id }, { $set: { steps } });
  await changes.store(rated());
  const found = (await stored.findWithEvents(call.id))!;
  expect([found.steps!.length, found.steps!.at(-1)]).toEqual([200, { kind: 'feedback', at: at(7) }]);
});

it.each([
  ['without a plan is one write where that is known', false, 1],
  ['without a plan is found out by a second write where it is not', undefined, 2],
])('the end of a call %s', async (_, hasPlan, writes) => {
  const model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  const [stored, changes] = [new CallsMongoRepository(model), new CallChangesMongoRepository(model)];
  const { plan: _plan, ...plain } = request;
  const call = newQueuedCall(plain, { dueAt: at(1), why: 'pace' });
  const sid = someSid();
  const { dialling, told } = changesOf(call.id, sid);
  for (const change of [{ kind: 'requested' as const, call }, dialling(1), told('ringing')])
    await changes.store(change);
  const written = jest.spyOn(model.collection, 'updateOne');
  const event = someEvent({ status: 'busy' });
  const end = { kind: 'told', ref: { callId: call.id, n: 1, sid, hasPlan }, event, check } as const;
  await expect(changes.store(end)).resolves.toMatchObject({ outcome: 'applied' });
  expect(written).toHaveBeenCalledTimes(writes);
  written.mockRestore();
  expect(callStatus((await stored.findById(call.id))!)).toBe('busy');
});

it('a status that comes while another writer brings the SID is the call’s too', async () => {
  const model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  const [stored, changes] = [new CallsMongoRepository(model), new CallChangesMongoRepository(model)];
  const call = newQueuedCall(request, { dueAt: at(1), why: 'time' });
  const sid = someSid();
  const { dialling, told } = changesOf(call.id, sid);
  for (const change of [{ kind: 'requested' as const, call }, dialling(1)]) await changes.store(change);
  const { collection } = model;
  const write = collection.updateOne.bind(collection);
  const miss = async (...args: Parameters<typeof write>) => {
    const result = await write(...args);
    await changes.store(told('initiated'));
    return result;
  };
  jest.spyOn(collection, 'updateOne').mockImplementationOnce(miss);
  await expect(changes.store(told('in-progress'))).resolves.toMatchObject({ outcome: 'applied' });
  const found = (await stored.findById(call.id))!;
  expect([callStatus(found), statusOf(found.attempts[0]!)]).toEqual(['in-progress', 'in-progress']);
});

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Call, newAttempt, newQueuedCall } from '../model/call.js';
import { changing } from '../testing/changing.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';

/** How long a client waits for its call's turn, and then for Twilio's answer. */
const [TURN_MS, ANSWER_MS] = [2_000, 2_000];
const LOOK_MS = 100;

let room: CallsRoom;
/** The looks at the database, and what they are answered with. */
let findByIds: jest.SpiedFunction<CallsRoom['calls']['findByIds']>;

beforeEach(() => {
  jest.useFakeTimers();
  room = openCallsRoom();
  room.outcomes.onApplicationBootstrap();
  findByIds = jest.spyOn(room.calls, 'findByIds');
});
afterEach(() => void jest.useRealTimers());

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

/** A client that waits; `answer` is what it was told once it was. */
const watch = async () => {
  const request = { to: '+14155550123', userExternalId: 'ada', recordingEnabled: false };
  const call = newQueuedCall(request, { dueAt: new Date(), why: 'pace' });
  await room.calls.insert(call);
  const watched: { call: Call; answer?: Call } = { call };
  void room.outcomes.settled(call).then((answer) => (watched.answer = answer));
  return watched;
};
/** Its attempt begins, as another instance stores it. */
const begin = ({ call }: { call: Call }) =>
  changing(room.changes).dial(call.id, 1, newAttempt(1, new Date(), 'a'));

describe('a client whose call does not begin', () => {
  const troubles = {
    'is looked at': () => undefined,
    'is looked for in vain': () => findByIds.mockRejectedValue(new Error('The database is away')),
    'is looked for without an answer': () => findByIds.mockReturnValue(new Promise(() => undefined)),
  };

  it.each(Object.keys(troubles))('is answered after two seconds where it %s', async (trouble) => {
    troubles[trouble as keyof typeof troubles]();
    const watched = await watch();
    await pass(TURN_MS - 1);
    expect(watched.answer).toBeUndefined();
    await pass(1);
    expect(watched.answer).toMatchObject({ id: watched.call.id, attempts: [] });
  });

  it('is answered no sooner or later because the clock is set', async () => {
    const watched = await watch();
    jest.setSystemTime(Date.now() + 3_600_000);
    await pass(TURN_MS - 1);
    expect(watched.answer).toBeUndefined();
    jest.setSystemTime(Date.now() - 7_200_000);
    await pass(1);
    expect(watched.answer).toBeDefined();
  });

  it('is answered at once where its attempt is taken back later', async () => {
    const watched = await watch();
    await begin(watched);
    await pass(TURN_MS + 500);
    expect(watched.answer).toBeUndefined();
    const { wait, id: callId } = watched.call;
    const undone = { kind: 'undone', callId, n: 1, key: 'a', hasPlan: false, wait: wait! } as const;
    await room.events.record({ ...undone, reason: { code: 'held', message: 'Held' }, at: new Date() });
    await pass(LOOK_MS);
    expect(watched.answer).toMatchObject({ attempts: [], version: 3 });
  });
});

describe('a client whose call has begun', () => {
  it('waits for Twilio as long as that may take, and no longer where nothing is found any more', async () => {
    const watched = await watch();
    await begin(watched);
    await pass(LOOK_MS);
    findByIds.mockReturnValue(new Promise(() => undefined));
    await pass(TURN_MS + ANSWER_MS - LOOK_MS - 1);
    expect(watched.answer).toBeUndefined();
    await pass(1);
    expect(watched.answer).toMatchObject({ attempts: [{ submission: 'unknown' }] });
  });

  it('is answered once its outcome is found, whatever an older look brings after it', async () => {
    const watched = await watch();
    let late = (_found: Call[]): void => undefined;
    findByIds.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
    await pass(LOOK_MS);
    await begin(watched);
    await room.events.record({ kind: 'rated', callId: watched.call.id, at: new Date() });
    await pass(TURN_MS);
    late([watched.call]);
    await pass(LOOK_MS);
    expect(watched.answer).toBeUndefined();
    await room.events.record({ kind: 'unclear', callId: watched.call.id, key: 'a', checkAt: new Date() });
    await pass(LOOK_MS);
    expect(watched.answer).toMatchObject({ attempts: [{ isUnclear: true }] });
  });
});

describe('the looks at calls that clients wait for', () => {
  it('are not hurried by an attempt that begins, but by what comes of it', async () => {
    const watched = await watch();
    await begin(watched);
    expect(findByIds).not.toHaveBeenCalled();
    await room.events.record({ kind: 'unclear', callId: watched.call.id, key: 'a', checkAt: new Date() });
    await pass(0);
    expect(watched.answer).toMatchObject({ attempts: [{ isUnclear: true }] });
  });

  it('are one in 100 ms for all of them', async () => {
    const all = [await watch(), await watch(), await watch()];
    await pass(10 * LOOK_MS);
    expect(findByIds).toHaveBeenCalledTimes(10);
    expect(findByIds).toHaveBeenLastCalledWith(all.map(({ call }) => call.id));
  });

  it('end with the last client, and nothing is left of it', async () => {
    const { call } = await watch();
    await pass(TURN_MS);
    findByIds.mockClear();
    await room.events.record({ kind: 'rated', callId: call.id, at: new Date() });
    await pass(60_000);
    expect(findByIds).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
    await watch();
    await pass(LOOK_MS);
    expect(findByIds).toHaveBeenCalledTimes(1);
  });
});

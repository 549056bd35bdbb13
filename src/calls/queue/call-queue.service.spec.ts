import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newQueuedCall } from '../model/call.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';

const COUNT = 1_200;
const dueAt = new Date();

let room: CallsRoom;
let ensure: jest.SpiedFunction<CallsRoom['lanes']['ensure']>;

/** Calls of as many users, none of which is in its lane. */
beforeEach(async () => {
  room = openCallsRoom();
  ensure = jest.spyOn(room.lanes, 'ensure');
  for (let n = 0; n < COUNT; n += 1) {
    const request = { to: '+14155550123', userExternalId: String(n), recordingEnabled: false };
    await room.calls.insert(newQueuedCall(request, { dueAt, why: 'pace' }));
  }
});

describe('the repair of lanes', () => {
  it('is one write for many of them, and leaves out none', async () => {
    await expect(room.waiting.repairLanes()).resolves.toBe(true);
    expect(ensure.mock.calls.map(([lanes]) => lanes.length)).toEqual([500, 500, 200]);
    await expect(room.lanes.findDue([5], dueAt, 9_999)).resolves.toHaveLength(COUNT);
  });

  it('ends when it is not to go on', async () => {
    let writes = 0;
    await expect(room.waiting.repairLanes(() => (writes += 1) < 2)).resolves.toBe(false);
    expect(ensure).toHaveBeenCalledTimes(1);
  });
});

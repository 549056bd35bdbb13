import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Call } from '../model/call.js';
import { skeletonOf } from '../model/skeleton.js';
import { someCall, someEvent, someSid } from '../testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { CallHoldsService } from './call-holds.service.js';

let room: CallsRoom;
let service: CallHoldsService;
let call: Call;
let sid: string;
beforeEach(async () => {
  room = openCallsRoom();
  service = new CallHoldsService(room.calls, room.holds);
  [call, sid] = [someCall(), someSid()];
  await room.calls.insert(call);
  await room.news.learn({ callId: call.id, n: 1, sid }, someEvent({ status: 'busy' }));
});

const erase = async (): Promise<void> => {
  const { version, ...rest } = (await room.calls.findById(call.id))!;
  const skeleton = skeletonOf({ ...rest, version }, { erasedBy: 'one', erasedAt: new Date() });
  await room.events.apply({ kind: 'erased', callId: call.id, version, skeleton });
};

describe('a hold of a call', () => {
  it('is put on, found and lifted by its id or any of its SIDs', async () => {
    await expect(service.put(sid, 'Case 1.')).resolves.toMatchObject({ callId: call.id, reason: 'Case 1.' });
    await expect(service.get(call.id)).resolves.toMatchObject({ reason: 'Case 1.' });
    await service.lift(sid);
    await expect(service.get(sid)).rejects.toThrow(`Call is not on hold: ${call.id}`);
  });

  it('is of a call that is there', async () => {
    for (const asking of [service.put('CA1', 'Case 1.'), service.get('CA1'), service.lift('CA1')])
      await expect(asking).rejects.toThrow('Call not found: CA1');
  });

  it('comes too late for a call that is erased, or whose erasure has begun', async () => {
    await room.holds.claimForErasure([call.id], 'one');
    await expect(service.put(call.id, 'Case 1.')).rejects.toThrow('Call was erased');
    // Also where nothing is left of how it began.
    const other = new CallHoldsService(room.calls, openCallsRoom().holds);
    await expect(other.put(call.id, 'Case 1.')).resolves.toMatchObject({ callId: call.id });
    await erase();
    await expect(other.put(call.id, 'Case 1.')).rejects.toThrow('Call was erased');
  });
});

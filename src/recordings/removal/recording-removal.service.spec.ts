import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Clock } from '../../common/time/clock.service.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { HoldsService } from '../../retention/holds.service.js';
import { HoldsMemoryRepository } from '../../retention/testing/holds.memory.repository.js';
import { TwilioError } from '../../twilio/twilio.errors.js';
import type { TwilioService } from '../../twilio/twilio.service.js';
import type { RecordingOwner } from '../recording.js';
import { RecordingsService } from '../recordings.service.js';
import { someOwner, someRecordingEvent, someRecordingSid } from '../testing/recordings.factory.js';
import { noCopies } from '../testing/no-copies.js';
import { RecordingsMemoryRepository } from '../testing/recordings.memory.repository.js';
import { RemovalsMemoryRepository } from '../testing/removals.memory.repository.js';
import { RecordingRemovalService } from './recording-removal.service.js';
import { waitAfter } from './removal.js';

const MINUTE_MS = 60_000;
const deleteRecording = jest.fn<TwilioService['deleteRecording']>();
const failing = () =>
  deleteRecording.mockRejectedValueOnce(new TwilioError('unsent', { code: 'ECONNREFUSED', message: 'No' }));

let now: number;
let sid: string;
let owner: RecordingOwner;
let holds: HoldsService;
let service: RecordingRemovalService;
beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  deleteRecording.mockReset().mockResolvedValue();
  const recordings = new RecordingsMemoryRepository();
  const clock = Object.assign(new Clock(), { wall: () => now });
  holds = new HoldsService(new HoldsMemoryRepository(), new PlanClock(clock));
  service = new RecordingRemovalService(
    new RecordingsService(recordings),
    new RemovalsMemoryRepository(recordings),
    { deleteRecording } as unknown as TwilioService,
    holds,
    noCopies,
    clock,
  );
  sid = someRecordingSid();
  owner = someOwner();
  await recordings.applyEvent(sid, owner, someRecordingEvent());
});

describe('a recording that is deleted', () => {
  it('is deleted at Twilio too, once', async () => {
    const removal = { at: new Date(now), why: 'request', tries: 1 };
    for (let n = 0; n < 2; n += 1)
      await expect(service.remove(sid, 'request')).resolves.toMatchObject({ sid, removal });
    expect(deleteRecording.mock.calls).toEqual([[sid]]);
  });

  it('is tried again until Twilio has it no more, later each time, and at once where somebody asks', async () => {
    failing();
    const { removal } = await service.remove(sid, 'erasure');
    expect(removal?.tryAt).toEqual(new Date(now + MINUTE_MS));
    await service.tryAgain();
    expect(deleteRecording).toHaveBeenCalledTimes(1);
    now += MINUTE_MS;
    failing();
    await service.tryAgain();
    now += MINUTE_MS;
    await service.tryAgain();
    expect(deleteRecording).toHaveBeenCalledTimes(2);
    const done = await service.remove(sid, 'request');
    expect(done.removal).toMatchObject({ why: 'erasure' });
    expect(done.removal?.tryAt).toBeUndefined();
    expect(deleteRecording).toHaveBeenCalledTimes(3);
  });

  it('waits no longer than an hour', () => {
    expect([1, 2, 3, 50].map((tries) => waitAfter(tries) / MINUTE_MS)).toEqual([1, 2, 4, 60]);
  });

  it('is none of a call on hold, but for the person whose data it is', async () => {
    await holds.put(owner.callId, 'Case 1.');
    await expect(service.remove(sid, 'request')).rejects.toThrow('Call is on hold');
    expect(deleteRecording).not.toHaveBeenCalled();
    await expect(service.remove(sid, 'erasure')).resolves.toMatchObject({ removal: { why: 'erasure' } });
  });

  it('is none of a call that is put on hold at the same moment, or it is not put on hold', async () => {
    let fail = (_error: Error): void => undefined;
    deleteRecording.mockReturnValueOnce(new Promise((_resolve, reject) => (fail = reject)));
    const removed = service.remove(sid, 'request');
    while (deleteRecording.mock.calls.length === 0) await Promise.resolve();
    await expect(holds.put(owner.callId, 'Case 1.')).rejects.toThrow('is being deleted at this moment');
    fail(new TwilioError('unsent', { code: 'ECONNREFUSED', message: 'No' }));
    // What is answered goes on, whatever is put on hold afterwards.
    expect((await removed).removal?.tryAt).toBeDefined();
    await expect(holds.put(owner.callId, 'Case 1.')).resolves.toMatchObject({ reason: 'Case 1.' });
    now += MINUTE_MS;
    await service.tryAgain();
    expect((await service.remove(sid, 'request')).removal?.tryAt).toBeUndefined();
  });

  it('is one that is known', async () => {
    await expect(service.remove('RE1', 'request')).rejects.toThrow('Recording not found: RE1');
  });
});

import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { TwilioTranscription } from '../../twilio/twilio-transcription.js';
import { recordingStatus, transcriptionStatus } from '../recording.js';
import { Copying, notFound, TwilioWithSounds } from '../testing/copying.js';
import { someTranscriptionEvent } from '../testing/recordings.factory.js';

const [MINUTE_MS, HOUR_MS, DAY_MS] = [60_000, 3_600_000, 86_400_000];

let copying: Copying;
const warn = jest.spyOn(Logger.prototype, 'warn');
beforeEach(() => {
  warn.mockReset().mockImplementation(() => undefined);
  copying = new Copying();
});
const copyOf = async (sid: string) => (await copying.recordings.find(sid))?.copy;
const passing = async (ms: number) => {
  copying.now += ms;
  await copying.copyDue();
};
const keys = () => [...copying.store.kept.keys()];
const transcription = (sid: string, status: string): TwilioTranscription => ({
  ...{ sid: 'TR1', recordingSid: sid, status, text: status === 'completed' ? 'Yes.' : '', dateCreated: null },
});

describe('a recording that is complete', () => {
  it('is copied in each form, read back, and stays at Twilio where that is wanted', async () => {
    copying.keepAtTwilio();
    const sid = await copying.recorded();
    await copying.copyDue();
    const copy = await copyOf(sid);
    expect(copy).toMatchObject({ stage: 'copied', store: 'database', failures: 0 });
    expect(copy?.sounds?.map(({ format, size }) => [format, size])).toEqual([
      ['mp3', TwilioWithSounds.soundOf(sid, 'mp3').length],
      ['wav', TwilioWithSounds.soundOf(sid, 'wav').length],
    ]);
    expect(copying.store.kept.get(`${sid}.wav`)?.toString()).toBe(TwilioWithSounds.soundOf(sid, 'wav'));
    await passing(DAY_MS);
    expect([copying.twilio.sounds.has(sid), copy?.tryAt]).toEqual([true, undefined]);
  });

  it('is deleted at Twilio once its transcription is here', async () => {
    const sid = await copying.recorded();
    await copying.copyDue();
    await expect(copyOf(sid)).resolves.toMatchObject({ stage: 'copied' });
    await copying.recordings.record(sid, copying.owner, someTranscriptionEvent());
    await passing(5 * MINUTE_MS);
    await expect(copyOf(sid)).resolves.toMatchObject({ stage: 'moved', failures: 0 });
    expect(copying.twilio.sounds.has(sid)).toBe(false);
    expect(copying.twilio.listTranscriptions).not.toHaveBeenCalled();
    expect((await copyOf(sid))?.tryAt).toBeUndefined();
  });

  it('waits for a transcription that is going on, and one that is not told here is taken over at last', async () => {
    const sid = await copying.recorded();
    const { listTranscriptions } = copying.twilio;
    listTranscriptions.mockResolvedValueOnce({ items: [transcription(sid, 'in-progress')], isWhole: true });
    await copying.copyDue();
    await passing(29 * MINUTE_MS);
    expect(listTranscriptions).not.toHaveBeenCalled();
    await passing(5 * MINUTE_MS);
    listTranscriptions.mockResolvedValue({ items: [transcription(sid, 'completed')], isWhole: true });
    await passing(5 * MINUTE_MS);
    expect([listTranscriptions.mock.calls.length, copying.twilio.sounds.has(sid)]).toEqual([2, true]);
    await passing(DAY_MS);
    expect(copying.twilio.sounds.has(sid)).toBe(false);
    const found = await copying.recordings.find(sid);
    expect([found && transcriptionStatus(found), found?.transcriptionText]).toEqual(['completed', 'Yes.']);
  });

  it('is deleted at Twilio half an hour later where nothing is written down', async () => {
    const sid = await copying.recorded();
    await copying.copyDue();
    await passing(36 * MINUTE_MS);
    await expect(copyOf(sid)).resolves.toMatchObject({ stage: 'moved' });
  });

  it('stays at Twilio while its call is on hold', async () => {
    const sid = await copying.recorded();
    await copying.holds.put(copying.owner.callId, 'Case 1.');
    await copying.copyDue();
    await passing(DAY_MS);
    expect([copying.twilio.sounds.has(sid), keys()]).toEqual([true, [`${sid}.mp3`, `${sid}.wav`]]);
    await copying.holds.lift(copying.owner.callId);
    await passing(HOUR_MS);
    expect(copying.twilio.sounds.has(sid)).toBe(false);
  });

  it('is deleted at Twilio, or its call put on hold, of two at the same moment', async () => {
    const { twilio, holds, owner } = copying;
    const [sid, late] = [await copying.recorded(), [] as unknown[]];
    const remove = twilio.deleteRecording;
    twilio.deleteRecording = async (each) => {
      late.push(await holds.put(owner.callId, 'Case 1.').catch((error: Error) => error.message));
      await remove(each);
    };
    await copying.copyDue();
    await passing(DAY_MS);
    expect([twilio.sounds.has(sid), late]).toEqual([false, [expect.stringContaining('is being deleted')]]);
  });

  it('that was copied before is deleted at Twilio when that is wanted from then on', async () => {
    const sid = await copying.recorded();
    await copying.copyDue();
    const copy = copying.stored.stored.get(sid)?.copy;
    delete copy?.tryAt;
    await passing(DAY_MS);
    expect(copying.twilio.sounds.has(sid)).toBe(false);
  });

  it('is tried again until it is copied, later each time', async () => {
    const sid = await copying.recorded();
    const failing = jest.spyOn(copying.store, 'put').mockRejectedValue(new Error('500'));
    await copying.copyDue();
    await passing(MINUTE_MS);
    expect(await copyOf(sid)).toMatchObject({ stage: 'waiting', failures: 2 });
    await passing(MINUTE_MS);
    expect(failing).toHaveBeenCalledTimes(2);
    expect(warn.mock.calls[0]?.[0]).toBe(`${sid} could not be copied, or deleted at Twilio: 500`);
    failing.mockRestore();
    await passing(MINUTE_MS);
    await expect(copyOf(sid)).resolves.toMatchObject({ stage: 'copied', failures: 0 });
  });

  it('of which Twilio never has a sound is left, after some hours', async () => {
    const sid = await copying.recorded();
    copying.twilio.sounds.clear();
    for (let n = 0; n < 30; n += 1) await passing(HOUR_MS);
    expect(await copyOf(sid)).toMatchObject({ stage: 'absent', failures: 12 });
    expect((await copyOf(sid))?.tryAt).toBeUndefined();
    expect(keys()).toEqual([]);
  });
});

describe('a copy', () => {
  it.each([
    ['that is shorter than it was told', { 'content-length': '99' }, 'abc'],
    ['of nothing', {}, ''],
  ])('%s is none', async (_name, headers, sound) => {
    const sid = await copying.recorded();
    const openMedia = async () => ({
      ...{ status: 200, contentType: 'audio/wav', headers, close: () => undefined },
      body: Readable.from([Buffer.from(sound)]),
    });
    await copying.copyDue(copying.copies, { openMedia });
    await expect(copyOf(sid)).resolves.toMatchObject({ stage: 'waiting', failures: 1 });
    expect(copying.twilio.sounds.has(sid)).toBe(true);
  });

  it('that breaks off half-way is begun anew', async () => {
    const sid = await copying.recorded();
    const openMedia = async () => {
      const body = (async function* () {
        yield Buffer.from('half');
        throw notFound();
      })();
      return { status: 200, contentType: 'audio/wav', headers: {}, body, close: () => undefined };
    };
    await copying.copyDue(copying.copies, { openMedia });
    expect([(await copyOf(sid))?.stage, keys()]).toEqual(['waiting', []]);
    await passing(MINUTE_MS);
    await expect(copyOf(sid)).resolves.toMatchObject({ stage: 'copied' });
  });

  it('that is not what came is none, and is made again while Twilio has the recording', async () => {
    const sid = await copying.recorded();
    const put = copying.store.put.bind(copying.store);
    jest.spyOn(copying.store, 'put').mockImplementationOnce(async (key, ...rest) => {
      await put(key, ...rest);
      copying.store.kept.set(key, Buffer.from('spoiled'));
    });
    await copying.copyDue();
    await expect(copyOf(sid)).resolves.toMatchObject({ stage: 'waiting', failures: 1 });
    await passing(MINUTE_MS);
    await expect(copyOf(sid)).resolves.toMatchObject({ stage: 'copied' });
    // Spoiled after it was proved, and before Twilio is asked to delete the other one.
    copying.store.kept.delete(`${sid}.wav`);
    await copying.recordings.record(sid, copying.owner, someTranscriptionEvent());
    await passing(5 * MINUTE_MS);
    expect([(await copyOf(sid))?.stage, copying.twilio.sounds.has(sid)]).toEqual(['waiting', true]);
    await passing(MINUTE_MS);
    expect([(await copyOf(sid))?.stage, copying.twilio.sounds.has(sid)]).toEqual(['moved', false]);
    expect(copying.store.kept.get(`${sid}.wav`)?.toString()).toBe(TwilioWithSounds.soundOf(sid, 'wav'));
  });

  it('goes with its recording, and is tried again until it is gone', async () => {
    const sid = await copying.recorded();
    await copying.copyDue();
    const failing = jest.spyOn(copying.store, 'remove').mockRejectedValue(new Error('500'));
    const pending = await copying.removal.remove(sid, 'request');
    expect([pending.removal?.tryAt, copying.twilio.sounds.has(sid)]).toEqual([expect.anything(), false]);
    failing.mockRestore();
    copying.now += MINUTE_MS;
    await copying.removal.tryAgain();
    expect([keys(), (await copyOf(sid))?.stage]).toEqual([[], 'removed']);
    expect((await copying.recordings.find(sid))?.removal?.tryAt).toBeUndefined();
    await passing(DAY_MS);
    expect(keys()).toEqual([]);
  });

  it('that is going on while its recording is deleted does not stay', async () => {
    const sid = await copying.recorded();
    const put = copying.store.put.bind(copying.store);
    jest.spyOn(copying.store, 'put').mockImplementationOnce(async (...given) => {
      const { removal } = await copying.removal.remove(sid, 'request');
      // Nobody may say that it is gone.
      expect(removal?.tryAt).toBeDefined();
      await put(...given);
    });
    await copying.copyDue();
    copying.now += MINUTE_MS;
    await copying.removal.tryAgain();
    const found = await copying.recordings.find(sid);
    expect([keys(), found?.removal?.tryAt, found?.copy?.stage]).toEqual([[], undefined, 'removed']);
  });

  it('is not begun of what is deleted already, though Twilio may have it still', async () => {
    const sid = await copying.recorded();
    jest.spyOn(copying.twilio, 'deleteRecording').mockRejectedValue(new Error('503'));
    await copying.removal.remove(sid, 'request');
    const put = jest.spyOn(copying.store, 'put');
    await copying.copyDue();
    await passing(DAY_MS);
    expect([put.mock.calls.length, (await copyOf(sid))?.tryAt]).toEqual([0, undefined]);
  });

  it('is made of nothing that is not complete', async () => {
    const sid = await copying.recorded();
    const recording = copying.stored.stored.get(sid);
    if (recording) recording.rank = 0;
    await copying.copyDue();
    expect([recording && recordingStatus(recording), keys()]).toEqual(['in-progress', []]);
  });
});

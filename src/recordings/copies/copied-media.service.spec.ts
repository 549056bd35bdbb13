import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Recording } from '../recording.js';
import { Copying, TwilioWithSounds } from '../testing/copying.js';
import { CopiedMediaService } from './copied-media.service.js';
import { partOf } from './range.js';

let copying: Copying;
let media: CopiedMediaService;
let recording: Recording;
let sound: string;
beforeEach(async () => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  copying = new Copying();
  media = new CopiedMediaService(copying.stores);
  const sid = await copying.recorded();
  sound = TwilioWithSounds.soundOf(sid, 'wav');
  copying.keepAtTwilio();
  await copying.copyDue();
  recording = (await copying.recordings.find(sid)) as Recording;
});

const open = (wish: { range?: string; ifRange?: string; method?: 'HEAD' } = {}) =>
  media.open(recording, { format: 'wav', method: 'GET', signal: new AbortController().signal, ...wish });
const read = async (body: AsyncIterable<Buffer> | null | undefined): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of body ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

describe('the copy of a recording', () => {
  it('is read as Twilio would give it: the whole, a part, and nothing where there is no such part', async () => {
    const whole = await open();
    const etag = whole?.headers['etag'] ?? '';
    const told = { 'accept-ranges': 'bytes', etag, 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' };
    expect(whole).toMatchObject({ status: 200, contentType: 'audio/wav' });
    expect(whole?.headers).toEqual({ ...told, 'content-length': String(sound.length) });
    await expect(read(whole?.body)).resolves.toBe(sound);
    const part = await open({ range: 'bytes=4-6', ifRange: etag });
    expect([part?.status, part?.headers]).toEqual([
      206,
      { ...told, 'content-length': '3', 'content-range': `bytes 4-6/${sound.length}` },
    ]);
    await expect(read(part?.body)).resolves.toBe('wav');
    const none = await open({ range: 'bytes=999-' });
    expect([none?.status, none?.body, none?.headers['content-range']]).toEqual([
      ...[416, null, `bytes */${sound.length}`],
    ]);
    await expect(open({ range: 'bytes=4-6', ifRange: '"of Twilio"' })).resolves.toMatchObject({
      status: 200,
    });
    const head = await open({ method: 'HEAD' });
    expect([head?.body, head?.headers['content-length']]).toEqual([null, String(sound.length)]);
    whole?.close();
  });

  it('that cannot be read is Twilio’s to give, unless Twilio has it no more', async () => {
    copying.store.kept.clear();
    await expect(open()).resolves.toBeNull();
    if (recording.copy) recording.copy.stage = 'moved';
    await expect(open()).rejects.toMatchObject({ code: 'recording_unavailable', retryAfterSeconds: 30 });
    if (recording.copy) recording.copy.store = 's3';
    await expect(open()).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('is none that is only waited for', async () => {
    if (recording.copy) recording.copy.stage = 'waiting';
    await expect(open()).resolves.toBeNull();
  });
});

it.each([
  ['bytes=0-', { first: 0, last: 9 }],
  ['bytes=2-3', { first: 2, last: 3 }],
  ['bytes=2-99', { first: 2, last: 9 }],
  ['bytes=-3', { first: 7, last: 9 }],
  ['bytes=-99', { first: 0, last: 9 }],
  ['bytes=-0', null],
  ['bytes=10-', null],
])('%s of ten bytes is %j', (range, part) => {
  expect(partOf(range, 10)).toEqual(part);
});

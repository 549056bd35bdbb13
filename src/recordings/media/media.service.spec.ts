import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StoresService } from '../../storage/stores.service.js';
import type { Media } from '../../twilio/recording-media.js';
import { testAccount } from '../../twilio/testing/test-account.js';
import { TwilioError } from '../../twilio/twilio.errors.js';
import type { TwilioService } from '../../twilio/twilio.service.js';
import { CopiedMediaService } from '../copies/copied-media.service.js';
import { type Recording, RECORDING_STATUSES } from '../recording.js';
import type { RecordingsService } from '../recordings.service.js';
import { oneRange } from './media-format.js';
import { MOST_OF_ONE_CALLER } from './media-slots.js';
import { MediaService, type MediaWish } from './media.service.js';

const recording = {
  sid: `RE${'1'.repeat(32)}`,
  rank: RECORDING_STATUSES.indexOf('completed'),
} as unknown as Recording;
const media = (): Media => ({
  status: 200,
  contentType: 'audio/mpeg',
  headers: {},
  body: null,
  close: jest.fn<() => void>(),
});
const openMedia = jest.fn<TwilioService['openMedia']>();
let service: MediaService;
beforeEach(() => {
  openMedia.mockReset().mockImplementation(async () => media());
  service = new MediaService(
    {} as RecordingsService,
    { openMedia } as unknown as TwilioService,
    testAccount(),
    new CopiedMediaService(new StoresService({})),
  );
});

const wish = (caller: string, gone = new AbortController()): MediaWish => ({
  ...{ caller, format: 'mp3', method: 'GET', range: 'bytes=0-1', ifRange: '"1"' },
  signal: gone.signal,
});
const failing = (outcome: 'refused' | 'unsent', code: number | string) =>
  openMedia.mockRejectedValueOnce(new TwilioError(outcome, { code, message: 'No' }, undefined, 'idempotent'));

describe('the sound of a recording', () => {
  it('is asked for as it was wished, and ends with who asked or with Atlas', async () => {
    const [gone, other] = [new AbortController(), new AbortController()];
    const [one, two] = [
      await service.open(recording, wish('a', gone)),
      await service.open(recording, wish('b', other)),
    ];
    expect(openMedia.mock.calls[0]?.[0]).toMatchObject({
      ...{ recordingSid: recording.sid, format: 'mp3', method: 'GET', range: 'bytes=0-1', ifRange: '"1"' },
    });
    gone.abort();
    expect([one.signal.aborted, two.signal.aborted]).toEqual([true, false]);
    service.beforeApplicationShutdown();
    expect(two.signal.aborted).toBe(true);
  });

  it('takes a place that comes back when it is closed, and where it could not be opened', async () => {
    for (let n = 0; n < MOST_OF_ONE_CALLER; n += 1) {
      failing('refused', 20404);
      await expect(service.open(recording, wish('a'))).rejects.toThrow('no longer kept');
    }
    const open = await Promise.all(
      Array.from({ length: MOST_OF_ONE_CALLER }, () => service.open(recording, wish('a'))),
    );
    await expect(service.open(recording, wish('a'))).rejects.toMatchObject({ retryAfterSeconds: 5 });
    open[0]?.close();
    open[0]?.close();
    await expect(service.open(recording, wish('a'))).resolves.toMatchObject({ status: 200 });
    await expect(service.open(recording, wish('a'))).rejects.toThrow('at most 8 of one caller');
  });

  it.each([
    ['refused' as const, 20404, 'recording_gone'],
    ['refused' as const, 404, 'recording_gone'],
    ['refused' as const, 20003, 'twilio-refused'],
    ['unsent' as const, 'ETIMEDOUT', 'media_timeout'],
    ['unsent' as const, 'ECONNREFUSED', 'twilio-unsent'],
  ])('fails as Twilio says: %s %s is %s', async (outcome, code, told) => {
    failing(outcome, code);
    await expect(service.open(recording, wish('a'))).rejects.toMatchObject({ code: told });
  });
});

it.each([
  ['bytes=0-', 'bytes=0-'],
  ['bytes=5-9', 'bytes=5-9'],
  ['bytes=-5', 'bytes=-5'],
  ['bytes=0-1,3-4', undefined],
  ['bytes=-', undefined],
  ['items=0-1', undefined],
  ['bytes=0-1\r\nX: y', undefined],
  [undefined, undefined],
])('the range %j is passed on as %j', (header, passed) => {
  expect(oneRange(header)).toBe(passed);
});

import { expect, it, jest } from '@jest/globals';
import { NO_TRACES } from '../common/personal-data.js';
import { TwilioError } from '../twilio/twilio.errors.js';
import type { TwilioService } from '../twilio/twilio.service.js';
import { PersonalRecordings } from './personal-recordings.service.js';
import type { Recording } from './recording.js';
import type { RecordingsService } from './recordings.service.js';
import type { RecordingRemovalService } from './removal/recording-removal.service.js';
import type { Removal } from './removal/removal.js';

const open = (
  removals: (Partial<Removal> | undefined)[],
  listRecordings = async (): Promise<unknown> => null,
) => {
  const all = removals.map((removal, n) => ({ sid: `RE${n}`, callId: 'call', removal }) as Recording);
  const markStray = jest.fn(async () => undefined);
  const recordings = {
    findByCallIds: async () => new Map([['call', all]]),
    findHistories: async () => [],
  } as unknown as RecordingsService;
  const data = new PersonalRecordings(
    recordings,
    { markStray } as unknown as RecordingRemovalService,
    { listRecordings } as unknown as TwilioService,
  );
  return { data, markStray };
};

it('one that was only marked to be deleted at Twilio is there, and is erased; one that was deleted is neither', async () => {
  const at = new Date();
  const { data, markStray } = open([undefined, { tryAt: at }, { at, why: 'request', tries: 0 }]);
  const traces = { ...NO_TRACES, callIds: ['call'] };
  await data.erase(traces);
  expect(markStray.mock.calls.map(([sid]: unknown[]) => sid)).toEqual(['RE0', 'RE1']);
  await expect(data.count(traces)).resolves.toBe(2);
  await expect(data.countElsewhere(traces)).resolves.toBe(1);
});

it('what Twilio has and nobody told of is marked; of a call that it does not know it has none', async () => {
  const traces = { ...NO_TRACES, callIds: ['call'], callSids: ['CA1'] };
  const items = [{ sid: 'RE0' }, { sid: 'RE9' }];
  const whole = open([undefined], async () => ({ items, isWhole: true }));
  await expect(whole.data.findElsewhere(traces)).resolves.toBe(true);
  expect(whole.markStray.mock.calls).toEqual([['RE9', { callId: 'call', attempt: 1, callSid: 'CA1' }]]);
  const partly = open([], async () => ({ items, isWhole: false }));
  await expect(partly.data.findElsewhere(traces)).resolves.toBe(false);
  const refused = (code: number) => async () => {
    throw new TwilioError('refused', { code, message: 'No.' }, undefined, 'idempotent');
  };
  await expect(open([], refused(20404)).data.findElsewhere(traces)).resolves.toBe(true);
  await expect(open([], refused(20003)).data.findElsewhere(traces)).rejects.toThrow('20003');
});

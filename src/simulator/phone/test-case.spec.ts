import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RequestValidationPipe } from '../../common/validation/request-validation.pipe.js';
import { CallClock } from '../call-clock.js';
import { DEFAULT_CALLEE, VOICEMAIL } from '../callees/callee-table.js';
import type { Call, StoryLine } from '../calls/call.js';
import { CALL_STATUSES } from '../calls/call-status.js';
import { ENDINGS } from '../calls/endings.js';
import { CalleeSettings } from '../control/callee-settings.js';
import { testCaseOf } from './test-case.js';

const START = new Date('2026-01-02T03:04:05Z');
const moment = fc.option(fc.integer({ min: 0, max: 10_000_000 }).map((ms) => new Date(START.getTime() + ms)));
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 3000 })
  .map((text) => `${text.replaceAll(/\p{C}/gu, '')}.`);
const line: fc.Arbitrary<StoryLine> = fc.oneof(
  fc.record({
    at: fc.constant(START),
    what: fc.constantFrom('said', 'heard', 'recorded', 'ended'),
    text: words,
  }),
  fc.record({
    at: fc.constant(START),
    what: fc.constant('pressed'),
    text: fc.stringMatching(/^[0-9*#]{1,32}$/),
  }),
);
const call = fc
  .record({
    callee: fc.constantFrom(DEFAULT_CALLEE, VOICEMAIL),
    status: fc.constantFrom(...CALL_STATUSES),
    sipCode: fc.option(fc.integer({ min: 100, max: 700 })),
    durationSeconds: fc.option(fc.integer({ min: 0, max: 14_400 })),
    startTime: moment,
    answerTime: moment,
    endTime: moment,
    endReason: fc.constantFrom(null, 'other', ENDINGS.hang_up.ending.reason),
    story: fc.array(line, { maxLength: 40 }),
  })
  .map((part) => ({ ...part, clock: new CallClock(START, 1) }) as unknown as Call);

it('is settings that a number may be given, whatever was done in the call', async () => {
  const pipe = new RequestValidationPipe();
  const checking = fc.assert(
    fc.asyncProperty(call, async (done) => {
      const settings: unknown = JSON.parse(JSON.stringify(testCaseOf(done)));
      await pipe.transform(settings, { type: 'body', metatype: CalleeSettings });
    }),
    { numRuns: 150 },
  );
  await expect(checking).resolves.toBeUndefined();
});

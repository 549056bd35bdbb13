import { expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { Clock } from '../../common/time/clock.service.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { HoldsService } from '../../retention/holds.service.js';
import { HoldsMemoryRepository } from '../../retention/testing/holds.memory.repository.js';
import type { TwilioService } from '../../twilio/twilio.service.js';
import { RecordingsService } from '../recordings.service.js';
import { Kill } from '../testing/kill.js';
import {
  someOwner,
  someRecordingEvent,
  someRecordingSid,
  someTranscriptionEvent,
} from '../testing/recordings.factory.js';
import { noCopies } from '../testing/no-copies.js';
import { RecordingsMemoryRepository } from '../testing/recordings.memory.repository.js';
import { RemovalsMemoryRepository } from '../testing/removals.memory.repository.js';
import { RecordingRemovalService } from './recording-removal.service.js';
import type { RemovalsRepository } from './removals.repository.js';

const HOUR_MS = 3_600_000;

const killed = (removals: RemovalsRepository, { step }: Kill): RemovalsRepository => ({
  mark: (...given) => step(() => removals.mark(...given)),
  keepStray: (...given) => step(() => removals.keepStray(...given)),
  claim: (...given) => step(() => removals.claim(...given)),
  putOff: (...given) => step(() => removals.putOff(...given)),
  finish: (...given) => step(() => removals.finish(...given)),
});

it('a deletion that has begun is done at Twilio in the end, wherever processes stop and Twilio fails, and nothing comes back', async () => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const stop = fc.record({ at: fc.integer({ min: 1, max: 6 }), isAfter: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(stop, { maxLength: 4 }),
      fc.array(fc.boolean(), { maxLength: 4 }),
      fc.boolean(),
      async (stops, answers, isToldLate) => {
        let now = Date.UTC(2026, 0, 1);
        const clock = Object.assign(new Clock(), { wall: () => now });
        const stored = new RecordingsMemoryRepository();
        const removals = new RemovalsMemoryRepository(stored);
        const [sid, owner, atTwilio] = [someRecordingSid(), someOwner(), new Set<string>()];
        atTwilio.add(sid);
        for (const event of [someRecordingEvent(), someTranscriptionEvent()])
          await stored.applyEvent(sid, owner, event);
        const processWith = (kill: Kill | null): RecordingRemovalService => {
          const deleteRecording = async (): Promise<void> => {
            if (answers.shift() === false) throw new Error('Twilio is away');
            atTwilio.delete(sid);
          };
          const twilio = { deleteRecording: () => (kill ? kill.step(deleteRecording) : deleteRecording()) };
          return new RecordingRemovalService(
            new RecordingsService(stored),
            kill ? killed(removals, kill) : removals,
            twilio as unknown as TwilioService,
            new HoldsService(new HoldsMemoryRepository(), new PlanClock(clock)),
            noCopies,
            clock,
          );
        };
        const [first, ...rest] = stops.map(({ at, isAfter }) => new Kill(at, isAfter));
        await processWith(first ?? null)
          .remove(sid, 'request')
          .catch(() => undefined);
        const isMarked = stored.stored.get(sid)?.removal !== undefined;
        for (const kill of rest) {
          now += HOUR_MS;
          await processWith(kill)
            .tryAgain()
            .catch(() => undefined);
        }
        if (isToldLate) {
          await stored.applyEvent(sid, owner, { ...someTranscriptionEvent(), receivedAt: new Date(now) });
          atTwilio.add(sid);
        }
        for (let n = 0; n <= 5; n += 1) {
          now += HOUR_MS;
          await processWith(null).tryAgain();
        }
        // What was never marked was never promised.
        expect([...atTwilio]).toEqual(isMarked ? [] : [sid]);
        const found = JSON.stringify([stored.stored.get(sid), await stored.findHistories(owner.callId)]);
        expect(found.includes('Call me')).toBe(!isMarked);
        expect(stored.stored.get(sid)?.removal?.tryAt).toBeUndefined();
      },
    ),
    { numRuns: 200 },
  );
});

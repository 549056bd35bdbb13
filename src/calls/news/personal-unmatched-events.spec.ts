import { expect, it } from '@jest/globals';
import { NO_TRACES } from '../../common/personal-data.js';
import { UnmatchedEventsMemoryRepository } from '../testing/unmatched-events.memory.repository.js';
import { PersonalUnmatchedEvents } from './personal-unmatched-events.service.js';

it('all of what is erased is told and counted before, however much it is', async () => {
  const unmatched = new UnmatchedEventsMemoryRepository();
  const personal = new PersonalUnmatchedEvents(unmatched);
  const receivedAt = new Date();
  for (let n = 0; n < 1_201; n += 1) {
    const callback = { kind: 'status' as const, receivedAt, params: { To: '+14155550177' } };
    await unmatched.keep({ key: `${n}`, reason: 'unknown', callback });
  }
  const traces = { ...NO_TRACES, numbers: ['+14155550177'] };
  await expect(personal.count(traces)).resolves.toBe(1_201);
  await personal.erase(traces);
  await expect(personal.count(traces)).resolves.toBe(0);
});

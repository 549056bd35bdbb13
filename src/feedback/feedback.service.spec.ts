import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { strictMock } from '../../test/support/strict-mock.js';
import type { FeedbackRepository } from './feedback.repository.js';
import { FeedbackService } from './feedback.service.js';
import { someRating } from './testing/feedback.factory.js';
import { FeedbackMemoryRepository } from './testing/feedback.memory.repository.js';

describe('FeedbackService', () => {
  let feedback: FeedbackService;
  let callId: string;

  beforeEach(() => {
    feedback = new FeedbackService(new FeedbackMemoryRepository());
    callId = randomUUID();
  });

  it('keeps the feedback on a call, with the time at which it was given', async () => {
    const kept = await feedback.save(callId, someRating);
    expect(kept).toEqual({ ...someRating, callId, createdAt: expect.any(Date) });
    await expect(feedback.find(callId)).resolves.toEqual(kept);
    await expect(feedback.find(randomUUID())).resolves.toBeNull();
  });

  it('replaces it, and keeps the time of the first', async () => {
    const first = await feedback.save(callId, someRating);
    const second = await feedback.save(callId, { ...someRating, resolution: 1, notes: 'Better now.' });
    expect(second).toEqual({ ...first, resolution: 1, notes: 'Better now.' });
  });

  it('finds that on many calls, by their ids', async () => {
    const kept = await feedback.save(callId, someRating);
    await expect(feedback.findByCallIds([randomUUID(), callId])).resolves.toEqual(new Map([[callId, kept]]));
  });

  it('does not ask for that on no call', async () => {
    const unasked = new FeedbackService(strictMock<FeedbackRepository>('FeedbackRepository'));
    await expect(unasked.findByCallIds([])).resolves.toEqual(new Map());
  });
});

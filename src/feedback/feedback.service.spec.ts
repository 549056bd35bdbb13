import { beforeEach, describe, expect, it } from '@jest/globals';
import { someCallSid } from '../../test/support/factories.js';
import { strictMock, type StrictMock } from '../../test/support/strict-mock.js';
import type { CallsService } from '../calls/view/calls.service.js';
import { FeedbackCallNotFoundError, FeedbackNotFoundError } from './feedback.errors.js';
import { FeedbackService } from './feedback.service.js';
import { FeedbackMemoryRepository } from './testing/feedback.memory.repository.js';

const given = {
  callQuality: 5,
  agentHelpfulness: 4,
  resolution: 3,
  callEase: 2,
  overallSatisfaction: 1,
  notes: null,
};

describe('FeedbackService', () => {
  let calls: StrictMock<CallsService>;
  let feedback: FeedbackService;
  let sid: string;

  beforeEach(() => {
    calls = strictMock<CallsService>('CallsService');
    calls.markFeedback.mockResolvedValue();
    feedback = new FeedbackService(new FeedbackMemoryRepository(), calls);
    sid = someCallSid();
  });

  it('keeps the feedback on a call that exists', async () => {
    calls.existsBySid.mockResolvedValue(true);
    const kept = await feedback.give(sid, given);
    expect(kept).toEqual({ ...given, callSid: sid, createdAt: expect.any(Date) });
    expect(calls.existsBySid).toHaveBeenCalledWith(sid);
    expect(calls.markFeedback).toHaveBeenCalledWith(sid);
    await expect(feedback.get(sid)).resolves.toEqual(kept);
  });

  it('replaces it, and keeps the time of the first', async () => {
    calls.existsBySid.mockResolvedValue(true);
    const first = await feedback.give(sid, given);
    const second = await feedback.give(sid, { ...given, resolution: 1, notes: 'Better now.' });
    expect(second).toEqual({ ...first, resolution: 1, notes: 'Better now.' });
  });

  it('keeps nothing on a call that does not exist', async () => {
    calls.existsBySid.mockResolvedValue(false);
    await expect(feedback.give(sid, given)).rejects.toThrow(new FeedbackCallNotFoundError(sid));
    await expect(feedback.get(sid)).rejects.toThrow(`Call not found: ${sid}`);
  });

  it('tells a call without feedback from a call that does not exist', async () => {
    calls.existsBySid.mockResolvedValue(true);
    await expect(feedback.get(sid)).rejects.toThrow(new FeedbackNotFoundError(sid));
  });
});

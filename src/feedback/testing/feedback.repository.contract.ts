import { describe, expect, it } from '@jest/globals';
import { someCallSid } from '../../../test/support/factories.js';
import type { Feedback } from '../feedback.js';
import type { FeedbackRepository } from '../feedback.repository.js';

export const feedbackOn = (callSid: string, changes: Partial<Feedback> = {}): Feedback => ({
  callSid,
  callQuality: 5,
  agentHelpfulness: 4,
  resolution: 3,
  callEase: 2,
  overallSatisfaction: 1,
  notes: 'Clear and friendly.',
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
  ...changes,
});

/** What every FeedbackRepository keeps to; `open` answers an empty one. */
export function describeFeedbackRepository(name: string, open: () => Promise<FeedbackRepository>): void {
  describe(`${name} keeps feedback`, () => {
    it('answers feedback as it was given, notes or none', async () => {
      const repository = await open();
      for (const notes of ['Clear and friendly.', '', null]) {
        const given = feedbackOn(someCallSid(), { notes });
        await expect(repository.save(given)).resolves.toStrictEqual(given);
        await expect(repository.findByCallSid(given.callSid)).resolves.toStrictEqual(given);
      }
    });

    it('answers null for a SID without feedback', async () => {
      const repository = await open();
      await repository.save(feedbackOn(someCallSid()));
      await expect(repository.findByCallSid(someCallSid())).resolves.toBeNull();
    });

    it('replaces all of it but the time of the first', async () => {
      const repository = await open();
      const sid = someCallSid();
      const first = feedbackOn(sid);
      await repository.save(first);
      const second = feedbackOn(sid, { callQuality: 1, notes: null, createdAt: new Date() });
      const kept = { ...second, createdAt: first.createdAt };
      await expect(repository.save(second)).resolves.toStrictEqual(kept);
      await expect(repository.findByCallSid(sid)).resolves.toStrictEqual(kept);
    });

    it('keeps one, with one time, of many racing writers', async () => {
      const repository = await open();
      const sid = someCallSid();
      const racers = Array.from({ length: 20 }, (_, n) =>
        repository.save(feedbackOn(sid, { callQuality: 1 + (n % 5), createdAt: new Date(n) })),
      );
      const times = (await Promise.all(racers)).map(({ createdAt }) => createdAt.getTime());
      expect(new Set(times).size).toBe(1);
      await expect(repository.findByCallSid(sid)).resolves.toMatchObject({
        createdAt: new Date(times[0] ?? -1),
      });
    });
  });
}

import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { FeedbackRepository } from '../feedback.repository.js';
import { feedbackOn } from './feedback.factory.js';

/** What every FeedbackRepository keeps to; `open` answers an empty one. */
export function describeFeedbackRepository(name: string, open: () => Promise<FeedbackRepository>): void {
  describe(`${name} keeps feedback`, () => {
    it('answers feedback as it was given, notes or none', async () => {
      const repository = await open();
      for (const notes of ['Clear and friendly.', '', null]) {
        const given = feedbackOn(undefined, { notes });
        await expect(repository.save(given)).resolves.toStrictEqual(given);
        await expect(repository.findByCallIds([given.callId])).resolves.toStrictEqual([given]);
      }
    });

    it('answers that on the calls that were asked for alone', async () => {
      const repository = await open();
      const [first, second, other] = [feedbackOn(), feedbackOn(undefined, { resolution: 1 }), feedbackOn()];
      for (const each of [first, second, other]) await repository.save(each);
      const found = await repository.findByCallIds([second.callId, randomUUID(), first.callId]);
      expect(found).toHaveLength(2);
      expect(found).toEqual(expect.arrayContaining([first, second]));
      await expect(repository.findByCallIds([randomUUID()])).resolves.toEqual([]);
    });

    it('replaces all of it but the time of the first', async () => {
      const repository = await open();
      const first = feedbackOn(undefined, { notes: 'Clear and friendly.' });
      await repository.save(first);
      const second = feedbackOn(first.callId, { callQuality: 1, createdAt: new Date() });
      const kept = { ...second, createdAt: first.createdAt };
      await expect(repository.save(second)).resolves.toStrictEqual(kept);
      await expect(repository.findByCallIds([first.callId])).resolves.toStrictEqual([kept]);
    });

    it('forgets the notes on these calls, and keeps the scores', async () => {
      const repository = await open();
      const [mine, other] = [
        feedbackOn(undefined, { notes: 'Ada.' }),
        feedbackOn(undefined, { notes: 'Bob.' }),
      ];
      for (const each of [mine, other]) await repository.save(each);
      await repository.forgetNotes([mine.callId, randomUUID()]);
      await expect(repository.findByCallIds([mine.callId])).resolves.toStrictEqual([
        { ...mine, notes: null },
      ]);
      await expect(repository.findByCallIds([other.callId])).resolves.toStrictEqual([other]);
    });

    it('keeps one, with one time, of many racing writers', async () => {
      const repository = await open();
      const callId = randomUUID();
      const racers = Array.from({ length: 20 }, (_, n) =>
        repository.save(feedbackOn(callId, { callQuality: 1 + (n % 5), createdAt: new Date(n) })),
      );
      const times = (await Promise.all(racers)).map(({ createdAt }) => createdAt.getTime());
      expect(new Set(times).size).toBe(1);
      const createdAt = new Date(times[0] ?? -1);
      await expect(repository.findByCallIds([callId])).resolves.toMatchObject([{ createdAt }]);
    });
  });
}

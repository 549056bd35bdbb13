import { describe, expect, it } from '@jest/globals';
import type { DispatcherRepository } from '../dispatcher.repository.js';

/** What every DispatcherRepository keeps to. */
export function describeDispatcherRepository(name: string, open: () => Promise<DispatcherRepository>): void {
  describe(`${name} keeps who dials`, () => {
    it('at first nobody, and then the one of those who try at once that is first', async () => {
      const dispatchers = await open();
      const nobody = await dispatchers.find();
      expect(nobody).toMatchObject({ term: null, faults: 0 });
      const terms = await Promise.all(
        ['a', 'b', 'c'].map((term) => dispatchers.take(nobody, term, `host ${term}`)),
      );
      const [taken, ...others] = terms.filter((record) => record !== null);
      expect(others).toEqual([]);
      expect(taken?.leader).toMatchObject({ name: `host ${taken?.term}` });
      // Not every server takes the time once for all fields of one update.
      expect(Math.abs(taken!.now.getTime() - taken!.leader!.since.getTime())).toBeLessThan(1_000);
      expect(taken?.now.getTime()).toBeGreaterThan(Date.now() - 60_000);
      await expect(dispatchers.find()).resolves.toEqual(taken);
    });

    it('whose beat rises while it leads, so that nobody follows it who saw an older one', async () => {
      const dispatchers = await open();
      const taken = await dispatchers.take(await dispatchers.find(), 'a', 'one');
      const confirmed = await dispatchers.confirm('a');
      expect(confirmed?.beat).toBeGreaterThan(taken!.beat);
      await expect(dispatchers.take(taken!, 'b', 'two')).resolves.toBeNull();
      await expect(dispatchers.take(confirmed!, 'b', 'two')).resolves.toMatchObject({ term: 'b' });
      await expect(dispatchers.confirm('a')).resolves.toBeNull();
      await dispatchers.release('a');
      await expect(dispatchers.find()).resolves.toMatchObject({ term: 'b', leader: { name: 'two' } });
      await dispatchers.release('b');
      const nobody = await dispatchers.find();
      expect(nobody.term).toBeNull();
      expect(nobody.leader).toBeUndefined();
    });

    it('what the leader says of it, and nobody else', async () => {
      const dispatchers = await open();
      await dispatchers.take(await dispatchers.find(), 'a', 'one');
      const tripped = {
        retryAt: new Date('2026-01-01T00:00:00.000Z'),
        refusal: { code: '20003', message: 'No' },
      };
      await dispatchers.keepTripped('b', tripped);
      await expect(dispatchers.find()).resolves.not.toHaveProperty('tripped');
      await dispatchers.keepTripped('a', tripped);
      await expect(dispatchers.find()).resolves.toMatchObject({ tripped });
      await dispatchers.keepTripped('a', null);
      await expect(dispatchers.find()).resolves.not.toHaveProperty('tripped');
    });

    it('the first moment of a pause, for whoever leads', async () => {
      const dispatchers = await open();
      const { pausedAt } = await dispatchers.setPaused(true);
      expect(pausedAt).toBeInstanceOf(Date);
      await expect(dispatchers.setPaused(true)).resolves.toMatchObject({ pausedAt });
      await dispatchers.take(await dispatchers.find(), 'a', 'one');
      await expect(dispatchers.confirm('a')).resolves.toMatchObject({ pausedAt });
      await expect(dispatchers.setPaused(false)).resolves.not.toHaveProperty('pausedAt');
      await expect(dispatchers.setPaused(false)).resolves.not.toHaveProperty('pausedAt');
    });

    it('how often a list has changed, for whoever leads, also before anybody does', async () => {
      const dispatchers = await open();
      await expect(dispatchers.countRules()).resolves.toMatchObject({ rules: 1, term: null });
      await dispatchers.take(await dispatchers.find(), 'a', 'one');
      const counted = await Promise.all([1, 2].map(() => dispatchers.countRules()));
      expect(new Set(counted.map(({ rules }) => rules))).toEqual(new Set([2, 3]));
      await expect(dispatchers.confirm('a')).resolves.toMatchObject({ rules: 3 });
    });

    it('faults, and that there are others', async () => {
      const dispatchers = await open();
      await dispatchers.find();
      await Promise.all([1, 2].map(() => dispatchers.countFault()));
      await expect(dispatchers.find()).resolves.toMatchObject({ faults: 2 });
      await expect(dispatchers.find()).resolves.not.toHaveProperty('followerSeenAt');
      await expect(dispatchers.look(true)).resolves.toMatchObject({ followerSeenAt: expect.any(Date) });
    });
  });
}

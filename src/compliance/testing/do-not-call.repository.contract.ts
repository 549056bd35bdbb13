import { describe, expect, it } from '@jest/globals';
import type { DoNotCallEntry } from '../do-not-call/do-not-call-entry.js';
import type { DoNotCallRepository } from '../do-not-call/do-not-call.repository.js';

const addedAt = new Date('2026-03-04T09:00:00.000Z');
const entry = (id: string, more: Partial<DoNotCallEntry> = {}): DoNotCallEntry => ({
  id,
  lastFour: '0123',
  source: 'support',
  addedAt,
  ...more,
});

/** What every DoNotCallRepository keeps to. */
export function describeDoNotCallRepository(name: string, open: () => Promise<DoNotCallRepository>): void {
  describe(`${name} keeps the do-not-call list`, () => {
    it('each entry as it was added first', async () => {
      const list = await open();
      await expect(list.add([entry('a', { note: 'asked us' }), entry('b')])).resolves.toBe(2);
      const again = { source: 'import', addedAt: new Date(0) };
      await expect(list.add([entry('a', again), entry('c', again), entry('b', again)])).resolves.toBe(1);
      await expect(list.add([entry('a', again)])).resolves.toBe(0);
      await expect(list.find('a')).resolves.toEqual(entry('a', { note: 'asked us' }));
      await expect(list.find('b')).resolves.toEqual(entry('b'));
      await expect(list.find('d')).resolves.toBeNull();
    });

    it('until it is removed', async () => {
      const list = await open();
      await list.add([entry('a')]);
      await expect(list.remove('a')).resolves.toBe(true);
      await expect(list.remove('a')).resolves.toBe(false);
      await expect(list.find('a')).resolves.toBeNull();
    });

    it('without a word, where nothing but that is to be left', async () => {
      const list = await open();
      await list.add([entry('a', { note: 'Ada asked us' }), entry('b')]);
      await list.strip(['a', 'c']);
      await expect(list.find('a')).resolves.toEqual({ id: 'a', lastFour: '', source: 'erased', addedAt });
      await expect(list.findListed(['a', 'c'])).resolves.toEqual(new Set(['a']));
      await expect(list.find('b')).resolves.toEqual(entry('b'));
    });

    it('of very many, and tells which of some are there', async () => {
      const list = await open();
      const ids = Array.from({ length: 1_200 }, (_, i) => `number ${i}`);
      await list.add([entry('number 7')]);
      await expect(list.add(ids.map((id) => entry(id)))).resolves.toBe(1_199);
      const listed = await list.findListed([...ids, 'nobody']);
      expect([...listed].sort()).toEqual(ids.toSorted());
      await expect(list.findListed([])).resolves.toEqual(new Set());
    });
  });
}

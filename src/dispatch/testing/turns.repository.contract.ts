import { describe, expect, it } from '@jest/globals';
import type { TurnsRepository } from '../turns.repository.js';

const at = new Date('2026-02-03T04:05:06.789Z');

/** What every TurnsRepository keeps to; `open` answers an empty one. */
export function describeTurnsRepository(name: string, open: () => Promise<TurnsRepository>): void {
  describe(`${name} keeps turns`, () => {
    it('answers the last turn of those users who have one', async () => {
      const turns = await open();
      await turns.advance('ada', undefined, 3, at);
      await turns.advance('bob', undefined, 9, at);
      await expect(turns.find(['ada', 'nobody'])).resolves.toEqual(new Map([['ada', 3]]));
      await expect(turns.find([])).resolves.toEqual(new Map());
    });

    it('moves a turn from what was seen, and from nothing else', async () => {
      const turns = await open();
      await expect(turns.advance('ada', undefined, 3, at)).resolves.toBe(true);
      await expect(turns.advance('ada', undefined, 4, at)).resolves.toBe(false);
      await expect(turns.advance('ada', 2, 5, at)).resolves.toBe(false);
      await expect(turns.advance('ada', 3, 6, at)).resolves.toBe(true);
      await expect(turns.find(['ada'])).resolves.toEqual(new Map([['ada', 6]]));
    });

    it('lets one of many win who saw the same', async () => {
      const turns = await open();
      for (const seen of [undefined, 10]) {
        const moved = await Promise.all(
          Array.from({ length: 10 }, () => turns.advance('ada', seen, (seen ?? 0) + 10, at)),
        );
        expect(moved.filter(Boolean)).toHaveLength(1);
      }
    });
  });
}

import { describe, expect, it } from '@jest/globals';
import type { ApiKeysRepository } from '../keys/api-keys.repository.js';
import { someApiKey } from './api-key.factory.js';

const at = (minutes: number): Date => new Date(Date.UTC(2026, 0, 2, 3, minutes));

/** What every ApiKeysRepository keeps to; `open` answers an empty one. */
export function describeApiKeysRepository(name: string, open: () => Promise<ApiKeysRepository>): void {
  describe(`${name} keeps API keys`, () => {
    it('as they were given, to be found by hash and by id', async () => {
      const keys = await open();
      const { kept } = someApiKey({ expiresAt: at(9), scopes: ['admin', 'calls:read'] }, at(1));
      await keys.insert(kept);
      await expect(keys.findByHash(kept.hash)).resolves.toStrictEqual(kept);
      await expect(keys.findById(kept.id)).resolves.toStrictEqual(kept);
      await expect(keys.findByHash('f'.repeat(64))).resolves.toBeNull();
      await expect(keys.findById('nobody')).resolves.toBeNull();
    });

    it('newest first, in pages', async () => {
      const keys = await open();
      const made = [1, 2, 3].map((minute) => someApiKey({ name: `k${minute}` }, at(minute)).kept);
      for (const each of made) await keys.insert(each);
      const [first, second] = [1, 2].map((page) => keys.findPage({ page, pageSize: 2 }));
      await expect(first).resolves.toMatchObject({ total: 3, data: [{ name: 'k3' }, { name: 'k2' }] });
      await expect(second).resolves.toMatchObject({ total: 3, data: [{ name: 'k1' }] });
    });

    it('and when each was revoked first', async () => {
      const keys = await open();
      const { kept } = someApiKey();
      await keys.insert(kept);
      await expect(keys.revoke(kept.id, at(1))).resolves.toMatchObject({ revokedAt: at(1) });
      await expect(keys.revoke(kept.id, at(2))).resolves.toMatchObject({ revokedAt: at(1) });
      await expect(keys.revoke('nobody', at(2))).resolves.toBeNull();
    });

    it('and whether one of them may be used', async () => {
      const keys = await open();
      await expect(keys.hasValid(at(0))).resolves.toBe(false);
      const [ending, other] = [someApiKey({ expiresAt: at(5) }).kept, someApiKey().kept];
      await keys.insert(ending);
      await expect(keys.hasValid(at(4))).resolves.toBe(true);
      await expect(keys.hasValid(at(5))).resolves.toBe(false);
      await keys.insert(other);
      await expect(keys.hasValid(at(5))).resolves.toBe(true);
      await keys.revoke(other.id, at(5));
      await keys.insert(someApiKey({ onlyWhileOpen: true }).kept);
      await expect(keys.hasValid(at(5))).resolves.toBe(false);
    });

    it('and their last use, where none was noted since a time', async () => {
      const keys = await open();
      const { kept } = someApiKey();
      await keys.insert(kept);
      const lastUse = async () => (await keys.findById(kept.id))?.lastUsedAt;
      await keys.noteUse(kept.id, at(1), at(0));
      await expect(lastUse()).resolves.toEqual(at(1));
      await keys.noteUse(kept.id, at(2), at(0));
      await expect(lastUse()).resolves.toEqual(at(1));
      await keys.noteUse(kept.id, at(3), at(2));
      await expect(lastUse()).resolves.toEqual(at(3));
    });
  });
}

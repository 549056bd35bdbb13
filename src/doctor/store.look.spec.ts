import { expect, it, jest } from '@jest/globals';
import { ContentMemoryStore } from '../storage/testing/content.memory.store.js';
import { storeFindings } from './store.look.js';

it('says whether the store of recordings can be used, and leaves nothing there', async () => {
  const store = new ContentMemoryStore();
  const open = async (): Promise<ContentMemoryStore> => store;
  await expect(storeFindings(undefined)).resolves.toEqual([]);
  await expect(storeFindings(open)).resolves.toMatchObject([{ level: 'ok', what: 'Recordings' }]);
  expect(store.kept.size).toBe(0);
  jest.spyOn(store, 'remove').mockRejectedValue(Object.assign(new Error('Denied'), { name: 'AccessDenied' }));
  await expect(storeFindings(open)).resolves.toMatchObject([
    { level: 'fail', message: 'their store cannot be used (AccessDenied: Denied)' },
  ]);
});

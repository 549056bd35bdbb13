import { beforeEach, expect, it } from '@jest/globals';
import type { DiscoveryService } from '@nestjs/core';
import { NO_TRACES, PersonalData, type Traces } from '../common/personal-data.js';
import { PersonalCollections } from './personal-collections.service.js';
import { ReceiptsService } from './receipts.service.js';

let asked: string[];

/** A collection with so many documents of whoever is looked for. */
class Things extends PersonalData {
  constructor(
    readonly collection: string,
    private readonly howMany = 0,
    readonly kept: string | null = null,
  ) {
    super();
  }

  async *export(): AsyncGenerator<object> {
    for (let n = 0; n < this.howMany; n += 1) yield { n };
  }

  async erase(): Promise<void> {
    asked.push(this.collection);
  }

  override async findElsewhere({ callIds }: Traces): Promise<boolean> {
    asked.push(`${this.collection} of ${callIds.join()}`);
    return this.howMany > 0;
  }

  override async countElsewhere(): Promise<number> {
    return this.howMany;
  }
}

const collectionsOf = (instances: unknown[]): PersonalCollections => {
  const getProviders = () => instances.map((instance) => ({ instance }));
  const collections = new PersonalCollections({ getProviders } as unknown as DiscoveryService);
  collections.onModuleInit();
  return collections;
};

beforeEach(() => {
  asked = [];
});

it('users and calls are erased before what belongs to them, and each once', async () => {
  const [calls, users] = [new Things('calls'), new Things('users')];
  const others = [new Things('zebras'), new Things('answers'), new Things('lanes')];
  const [zebras, ...rest] = others;
  const collections = collectionsOf([{}, null, zebras, calls, ...rest, users, calls]);
  expect(collections.all).toEqual([users, calls, ...others]);
  await collections.erase({ ...NO_TRACES, erasureId: 'erasure' });
  expect(asked).toEqual(['users', 'calls', 'zebras', 'answers', 'lanes']);
});

it('what is there of somebody is counted, and what is elsewhere', async () => {
  const collections = collectionsOf([new Things('a', 2), new Things('b'), new Things('c', 1)]);
  await expect(collections.count(NO_TRACES)).resolves.toStrictEqual({ a: 2, c: 1 });
  await expect(collections.countElsewhere(NO_TRACES)).resolves.toBe(3);
  await expect(collections.findElsewhere({ ...NO_TRACES, callIds: ['one'] })).resolves.toBe(false);
  expect(asked).toEqual(['a of one', 'b of one', 'c of one']);
  await expect(collectionsOf([new Things('a', 1)]).findElsewhere(NO_TRACES)).resolves.toBe(true);
});

it('a receipt tells what its collections keep, what stays for good, and what is with others', () => {
  const { kept } = new ReceiptsService(
    collectionsOf([new Things('a', 0, 'for some reason'), new Things('b')]),
  );
  const whats = kept.map(({ what }) => what);
  expect(kept[0]).toEqual({ what: 'a', why: 'for some reason' });
  expect(whats).toEqual(expect.arrayContaining(['audit_entries', 'erasures', 'holds', 'backups', 'Twilio']));
  for (const secretive of ['b', 'leases', 'dispatcher']) expect(whats).not.toContain(secretive);
  for (const { why } of kept) expect(why).not.toBe('');
});

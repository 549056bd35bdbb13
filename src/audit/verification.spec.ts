import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../common/testing/fake-clock.js';
import type { Entry } from './entry.js';
import { idOf } from './entry.js';
import { AuditMemoryRepository } from './testing/audit.memory.repository.js';
import { DAY_MS, KEPT_DAYS, openLog, type Process, someBegun } from './testing/audit-log.factory.js';

let log: ReturnType<typeof openLog<AuditMemoryRepository>>;
let clock: FakeClock;
let [one, other]: Process[] = [];
beforeEach(async () => {
  clock = new FakeClock();
  log = openLog(new AuditMemoryRepository(clock), clock);
  [one, other] = [log.start(), log.start()];
  await one!.act(3);
  await other!.act();
  await one!.act();
});

const faults = async (): Promise<string[]> => (await log.verify()).faults;
const at = (seq: number, kind?: Entry['kind']) =>
  log.repository.stored.find(
    ({ entry }) => entry.chain === chainOfOne() && entry.seq === seq && (!kind || entry.kind === kind),
  )!;
const chainOfOne = (): string => log.repository.stored[0]!.entry.chain;
const remove = (...seqs: number[]): void => {
  log.repository.stored = log.repository.stored.filter(
    ({ entry }) => entry.chain !== chainOfOne() || !seqs.includes(entry.seq),
  );
};

describe('what is as it was written', () => {
  it('is found so, with its heads', async () => {
    const report = await log.verify();
    expect(report).toMatchObject({ entries: 12, unknown: 0, faults: [], chains: { length: 2 } });
    const mine = report.chains.find(({ head }) => head.chain === chainOfOne());
    expect(mine).toMatchObject({ head: { seq: 8 }, entries: 9, isAnchored: false });
  });

  it('is found so after a crash: nobody can tell what came of what had begun', async () => {
    await one!.chain.append(someBegun());
    await log.start().act();
    await expect(log.verify()).resolves.toMatchObject({ faults: [], unknown: 1, chains: { length: 3 } });
  });
});

describe('tampering', () => {
  const FIELDS: [string, unknown][] = [
    ['chain', '0b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11'],
    ['seq', 99],
    ['at', new Date(0)],
    ['prev', 'f'.repeat(64)],
    ['hash', 'f'.repeat(64)],
    ['kind', 'ended'],
    ['who', 'cli'],
    ['action', 'users.create'],
    ['resource', 'user:1'],
    ['address', 'hash-z'],
    ['requestId', 'hash-z'],
    ['more', 1],
  ];

  it.each(FIELDS)('with %s is found', async (field, value) => {
    Object.assign(at(3).entry, { [field]: value });
    expect(await faults()).not.toEqual([]);
  });

  it.each<[string, unknown]>([
    ['of', 'x:1'],
    ['outcome', 'refused'],
    ['status', 403],
    ['resource', 'user:1'],
  ])('with %s of an end is found', async (field, value) => {
    const found = at(2, 'ended');
    Object.assign(found.entry, { [field]: value });
    found.id = idOf(found.entry);
    expect(await faults()).toEqual([`chain ${chainOfOne()}, entry 2: it is not as it was written`]);
  });

  it.each(['resource', 'address', 'who', 'requestId'])('by leaving out %s is found', async (field) => {
    Reflect.deleteProperty(at(1).entry, field);
    expect(await faults()).toEqual([`chain ${chainOfOne()}, entry 1: it is not as it was written`]);
  });

  it('with the id alone is found', async () => {
    at(2).id = `${chainOfOne()}:7:end`;
    expect(await faults()).toHaveLength(1);
  });

  it('with the heads that an anchor names is found', async () => {
    const anchor = log.repository.stored.find(
      ({ entry }) => 'heads' in entry && entry.heads.length > 0,
    )!.entry;
    if ('heads' in anchor) anchor.heads[0]!.seq = 5;
    expect((await faults()).join()).toContain('entry 0: it is not as it was written');
  });

  it('by making the hash anew is found by what follows', async () => {
    const { hashOf } = await import('./seal.js');
    Object.assign(at(3).entry, { action: 'users.create' });
    at(3).entry.hash = hashOf(at(3).entry);
    expect(await faults()).toEqual([
      `chain ${chainOfOne()}, entry 4: it does not follow from the one before it`,
    ]);
  });
});

describe('what is missing', () => {
  it('in the middle is found', async () => {
    remove(3, 4);
    expect(await faults()).toEqual([`chain ${chainOfOne()}, entry 5: 2 entries are missing before it`]);
  });

  it('at the beginning is found', async () => {
    remove(0);
    expect(await faults()).toEqual([`chain ${chainOfOne()}, entry 1: 1 entries are missing before it`]);
  });

  it('at the end is found once an anchor has named it, and not before', async () => {
    remove(8);
    expect(await faults()).toEqual([]);
    remove(7, 6);
    expect((await faults()).join()).toContain('entry 6: an anchor names it, and it is not there');
  });

  it('at the end is found once another process has started, though it does nothing', async () => {
    await log.start().chain.anchor('regular');
    remove(8);
    expect((await faults()).join()).toContain('an anchor names it, and it is not there');
  });

  it('is found where it is a whole chain', async () => {
    await log.start().act();
    log.repository.stored = log.repository.stored.filter(({ entry }) => entry.chain !== chainOfOne());
    expect((await faults()).join()).toContain('an anchor names it, and it is not there');
  });

  it('is found where two have changed places', async () => {
    const [a, b] = [at(3), at(5)];
    [a.entry, b.entry] = [
      { ...b.entry, seq: 3 },
      { ...a.entry, seq: 5 },
    ];
    expect((await faults()).length).toBeGreaterThan(1);
  });
});

describe('retention', () => {
  it('removes what is older, leaves an anchor, and what is left is still proved', async () => {
    clock.pass((KEPT_DAYS - 1) * DAY_MS);
    await one!.act(2);
    clock.pass(1.5 * DAY_MS);
    await other!.retention.removeOld();
    const mine = log.repository.stored.filter(({ entry }) => entry.chain === chainOfOne());
    expect(mine.map(({ entry }) => entry.seq)).toEqual([9, 10, 11, 12]);
    await expect(log.verify()).resolves.toMatchObject({ faults: [] });
    remove(9);
    expect(await faults()).toHaveLength(1);
  });

  it('is not disturbed by another instance, nor by a stop in the middle of it', async () => {
    clock.pass((KEPT_DAYS - 1) * DAY_MS);
    await one!.act(400);
    clock.pass(1.5 * DAY_MS);
    const { cut } = log.repository;
    log.repository.cut = async ({ chain, seq, hash }) =>
      cut.call(log.repository, { chain, seq: seq - 1, hash });
    const stopping = new AbortController();
    const interrupted = one!.retention.removeOld(stopping.signal);
    stopping.abort();
    await interrupted;
    await expect(log.verify()).resolves.toMatchObject({ faults: [] });
    log.repository.cut = cut;
    await Promise.all([
      one!.retention.removeOld(),
      other!.retention.removeOld(),
      log.start().retention.removeOld(),
    ]);
    await expect(log.verify()).resolves.toMatchObject({ faults: [] });
    const oldest = await one!.retention.oldestKept();
    expect(log.repository.stored.every(({ entry }) => entry.at >= oldest)).toBe(true);
  });

  it.each(['host', 'database'] as const)(
    'removes nothing where the clock of the %s runs ahead',
    async (which) => {
      const before = log.repository.stored.length;
      if (which === 'host') clock.step(500 * DAY_MS);
      else log.repository.now = async () => new Date(clock.wall() + 500 * DAY_MS);
      await one!.retention.removeOld();
      await log.start().retention.removeOld();
      expect(log.repository.stored).toHaveLength(before);
    },
  );

  it('keeps what is young before an entry of a wrong time, and removes what is old elsewhere', async () => {
    clock.pass((KEPT_DAYS - 1) * DAY_MS);
    await log.start().act(2);
    const { entry: wrong } = log.repository.stored.at(-1)!;
    wrong.at = new Date(0);
    clock.pass(1.5 * DAY_MS);
    await log.start().retention.removeOld();
    const left = log.repository.stored.filter(({ entry }) => entry.kind !== 'anchor');
    expect(left.map(({ entry: { chain, seq } }) => [chain, seq])).toEqual(
      [1, 2, 3, 4].map((seq) => [wrong.chain, seq]),
    );
  });

  it('goes on for years, also where a chain rests long', async () => {
    for (let day = 0; day < 3 * KEPT_DAYS; day += 40) {
      clock.pass(40 * DAY_MS);
      if (day % 400 === 0) await one!.act();
      const short = log.start();
      await short.act();
      await short.chain.anchor('closed');
      await other!.retention.removeOld();
      expect([day, await faults()]).toEqual([day, []]);
    }
    expect(log.repository.stored.length).toBeLessThan(120);
  });
});

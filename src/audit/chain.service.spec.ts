import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../common/testing/fake-clock.js';
import type { Entry } from './entry.js';
import { headOf } from './entry.js';
import { AuditMemoryRepository } from './testing/audit.memory.repository.js';
import { openLog, someBegun } from './testing/audit-log.factory.js';

let log: ReturnType<typeof openLog<AuditMemoryRepository>>;
let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
  log = openLog(new AuditMemoryRepository(clock), clock);
});
const stored = (): Entry[] => log.repository.stored.map(({ entry }) => entry);
const anchors = () => stored().filter((entry) => entry.kind === 'anchor');

describe('a chain', () => {
  it('begins with an anchor, and each entry follows from the one before it', async () => {
    const { chain } = log.start();
    await chain.append(someBegun());
    await chain.append(someBegun());
    expect(stored().map(({ seq, kind }) => [seq, kind])).toEqual([
      [0, 'anchor'],
      [1, 'begun'],
      [2, 'begun'],
    ]);
    expect(stored()[0]?.prev).toBe('');
    expect(stored()[2]?.prev).toBe(stored()[1]?.hash);
    await expect(log.verify()).resolves.toMatchObject({ faults: [], unknown: 2 });
  });

  it('has one order for all that is asked for at once, in few writes', async () => {
    const { chain } = log.start();
    const entries = await Promise.all(Array.from({ length: 300 }, () => chain.append(someBegun())));
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1));
    expect(log.repository.writes).toBeLessThanOrEqual(3);
    await expect(log.verify()).resolves.toMatchObject({ faults: [], entries: 301 });
  });

  it('answers only what is stored', async () => {
    const { chain } = log.start();
    const entry = await chain.append(someBegun());
    expect(stored()).toContainEqual(entry);
    log.repository.failure = new Error('full');
    await expect(chain.append(someBegun())).rejects.toThrow('full');
    expect(stored()).toHaveLength(2);
  });

  it('ends where a write fails, whatever of it is stored; what follows is another one, which names it', async () => {
    const { chain } = log.start();
    await chain.append(someBegun());
    const append = log.repository.append.bind(log.repository);
    log.repository.append = async ([first]) => {
      await append([first!]);
      throw new Error('cut off');
    };
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => chain.append(someBegun())));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    log.repository.append = append;
    await chain.append(someBegun());
    const [first, second] = anchors();
    const left = stored().findLast((entry) => entry.chain === first?.chain);
    expect(second).toMatchObject({ why: 'opened', heads: [headOf(left!)] });
    await expect(log.verify()).resolves.toMatchObject({ faults: [], chains: { length: 2 } });
  });

  it('has the time of the deployment, wherever the clock of this host stands', async () => {
    const time = await log.repository.now();
    clock.step(-500 * 86_400_000);
    const { chain } = log.start();
    await chain.append(someBegun());
    clock.step(1_000 * 86_400_000);
    await chain.append(someBegun());
    expect(stored().map(({ at }) => at)).toEqual([time, time, time]);
  });

  it('is in the order of its times where a clock is set back a little; one that was wrong is believed no longer', async () => {
    const { chain } = log.start();
    log.repository.now = async () => {
      clock.pass(600);
      return new Date();
    };
    for (const ms of [0, -1_000, -86_400_000]) {
      clock.step(ms);
      await chain.append(someBegun());
    }
    const [, first = 0, second, third] = stored().map(({ at }) => at.getTime());
    expect([second, third]).toEqual([first, first - 86_401_000]);
  });

  it('writes nothing where nothing is done', async () => {
    await log.start().chain.anchor('closed');
    expect(stored()).toEqual([]);
  });
});

describe('anchors', () => {
  it('name the heads of all others, each hour and at the end', async () => {
    const [one, other] = [log.start(), log.start()];
    await one.act();
    await other.act();
    await one.act();
    const head = headOf(stored().at(-1)!);
    await other.chain.anchor('regular');
    await other.chain.anchor('closed');
    expect(anchors().slice(2)).toMatchObject([
      { why: 'regular', heads: [head] },
      { why: 'closed', heads: [head] },
    ]);
    const { chains, faults } = await log.verify();
    expect(faults).toEqual([]);
    expect(chains.filter(({ isAnchored }) => isAnchored)).toMatchObject([{ head }]);
  });

  it('name a chain that has closed once more, and one that fell silent', async () => {
    const [closed, silent] = [log.start(), log.start()];
    await closed.act();
    await silent.act();
    await closed.chain.anchor('closed');
    await log.start().act();
    expect(anchors().at(-1)).toMatchObject({ heads: { length: 2 } });
    expect(log.repository.open.size).toBe(2);
    clock.pass(3 * 3_600_000);
    const last = log.start();
    await last.act();
    expect(anchors().at(-1)).toMatchObject({ heads: { length: 2 } });
    expect(log.repository.open.size).toBe(1);
    await last.chain.anchor('regular');
    expect(anchors().at(-1)).toMatchObject({ heads: [] });
  });
});

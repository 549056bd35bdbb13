import { describe, expect, it } from '@jest/globals';
import type { AuditRepository, FoundEntry } from '../audit.repository.js';
import { type Anchor, type Content, type Entry, headOf, idOf } from '../entry.js';
import { beginningOf, seal } from '../seal.js';
import { openLog, someAct, someBegun } from './audit-log.factory.js';

const [A, B] = ['0b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11', '7f0c2b1e-5d0a-4c39-9a43-2f1d3f8f6f10'];
const at = (minutes: number): Date => new Date(Date.UTC(2026, 0, 2, 3, minutes));

/** A chain with one entry each minute. */
const chainOf = (chain: string, contents: Content[], first = 0): Entry[] => {
  let head = beginningOf(chain);
  return contents.map((content, n) => {
    const entry = seal(head, content, at(first + n));
    head = headOf(entry);
    return entry;
  });
};
const anchor: Anchor = { kind: 'anchor', why: 'opened', heads: [{ chain: B, seq: 3, hash: 'x' }] };
const ended = (of: string, resource?: string): Content => {
  const { who, action } = someAct();
  return { kind: 'ended', of, who, action, outcome: 'done', status: 201, ...(resource && { resource }) };
};
const all = async (audit: AuditRepository, only?: 'anchors'): Promise<FoundEntry[]> => {
  const found: FoundEntry[] = [];
  for await (const each of audit.readAll(only)) found.push(each);
  return found;
};

/** What every AuditRepository keeps to; `open` answers an empty one. */
export function describeAuditRepository(name: string, open: () => Promise<AuditRepository>): void {
  describe(`${name} keeps the audit log`, () => {
    it('as it was given, by chain and place', async () => {
      const audit = await open();
      const one = chainOf(A, [
        anchor,
        someBegun(),
        ended(`${A}:1`, 'user:1'),
        { ...anchor, why: 'closed', heads: [] },
      ]);
      const other = chainOf(B, [anchor, someBegun({ resource: undefined })]);
      await audit.append(other);
      await audit.append(one.slice(0, 2));
      await audit.append(one.slice(2));
      const expected = [...one, ...other].map((entry) => ({ id: idOf(entry), entry }));
      await expect(all(audit)).resolves.toEqual(expected);
      await expect(all(audit, 'anchors')).resolves.toEqual([0, 3, 4].map((n) => expected[n]));
      await expect(audit.findByIds([`${A}:1:end`, `${B}:9`])).resolves.toEqual([one[2]]);
    });

    it('and refuses two entries at one place', async () => {
      const audit = await open();
      await audit.append(chainOf(A, [someBegun()]));
      await expect(audit.append(chainOf(A, [someBegun({ who: 'cli' })]))).rejects.toThrow(/E11000/);
    });

    it('and finds the head, the oldest and the beginning of a chain, and cuts it', async () => {
      const audit = await open();
      const one = chainOf(A, [anchor, someBegun(), someBegun(), someBegun()], 10);
      const other = chainOf(B, [anchor, someBegun()], 5);
      await audit.append([...one, ...other]);
      await expect(audit.findHead(A, 1)).resolves.toEqual(one[3]);
      await expect(audit.findHead(A, 4)).resolves.toBeNull();
      await expect(audit.findOlder(at(20), [])).resolves.toEqual(other[0]);
      await expect(audit.findOlder(at(20), [B])).resolves.toEqual(one[0]);
      await expect(audit.findOlder(at(20), [A, B])).resolves.toBeNull();
      await expect(audit.findOlder(at(5), [])).resolves.toBeNull();
      await expect(audit.findBeginning(A, 2)).resolves.toEqual(one.slice(0, 2));
      await audit.cut(headOf(one[1]!));
      await expect(audit.findBeginning(A, 9)).resolves.toEqual(one.slice(2));
      await expect(audit.findBeginning(B, 9)).resolves.toEqual(other);
    });

    it('and lists what was begun, newest first, by each filter', async () => {
      const audit = await open();
      const entries = chainOf(A, [
        anchor,
        someBegun({ who: 'cli', action: 'keys.create', resource: undefined }),
        ended(`${A}:1`, 'key:1'),
        someBegun({ resource: 'user:1' }),
        ended(`${A}:3`),
        someBegun({ resource: 'user:1', action: 'users.read' }),
      ]);
      await audit.append(entries);
      const seqs = async (filter: object) =>
        (await audit.find(filter, { pageSize: 10 })).map(({ seq }) => seq);
      await expect(seqs({})).resolves.toEqual([5, 3, 1]);
      await expect(seqs({ who: 'cli' })).resolves.toEqual([1]);
      await expect(seqs({ action: 'users.read' })).resolves.toEqual([5]);
      await expect(seqs({ resource: 'user:1' })).resolves.toEqual([5, 3]);
      await expect(seqs({ resource: 'key:1' })).resolves.toEqual([2]);
      await expect(seqs({ from: at(3) })).resolves.toEqual([5, 3]);
      await expect(seqs({ until: at(3) })).resolves.toEqual([1]);
      await expect(
        seqs({ resource: 'user:1', from: at(4), until: at(9), who: someAct().who }),
      ).resolves.toEqual([5]);
    });

    it('and goes on after a position, also among entries of one millisecond', async () => {
      const audit = await open();
      const entries = chainOf(
        A,
        [1, 2, 3, 4, 5].map(() => someBegun()),
      ).map((entry) => ({ ...entry, at: at(1) }));
      await audit.append(entries);
      const seen: number[] = [];
      for (let after: { at: Date; id: string } | undefined; ;) {
        const found = await audit.find({ who: someAct().who }, { pageSize: 2, after });
        if (found.length === 0) break;
        seen.push(...found.map(({ seq }) => seq));
        const last = found.at(-1)!;
        after = { at: last.at, id: idOf(last) };
      }
      expect(seen).toEqual([4, 3, 2, 1, 0]);
    });

    it('and the chains that are still to be named', async () => {
      const audit = await open();
      await audit.noteOpenChain({ chain: A, from: 0, at: at(1) });
      await audit.noteOpenChain({ chain: B, from: 0, at: at(1) });
      await audit.noteOpenChain({ chain: A, from: 7, at: at(2) });
      await audit.forgetOpenChains([]);
      await audit.forgetOpenChains([B, 'none']);
      await expect(audit.findOpenChains()).resolves.toEqual([{ chain: A, from: 7, at: at(2) }]);
    });

    it('so that what many write at once is proved', async () => {
      const { start, verify } = openLog(await open());
      const processes = [start(), start(), start()];
      await Promise.all(processes.flatMap((each) => Array.from({ length: 20 }, () => each.act())));
      for (const { chain } of processes) await chain.anchor('closed');
      await expect(verify()).resolves.toMatchObject({ entries: 126, unknown: 0, faults: [] });
    });
  });
}

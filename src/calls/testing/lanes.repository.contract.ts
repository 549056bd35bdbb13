import { describe, expect, it } from '@jest/globals';
import type { LanesRepository } from '../lanes/lanes.repository.js';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const ALL = [0, 5, 9];

/** What every LanesRepository keeps to. */
export function describeLanesRepository(name: string, open: () => Promise<LanesRepository>): void {
  describe(`${name} keeps lanes`, () => {
    it('and finds those that are due, by priority and then by time, or by time alone', async () => {
      const lanes = await open();
      for (const [id, second] of [
        ['0:a', 1],
        ['9:b', 3],
        ['9:a:b', 2],
        ['5:c', 9],
      ] as const)
        await lanes.ring(id, at(second));
      const found = await lanes.findDue(ALL, at(5), 9);
      expect(found.map(({ id }) => id)).toEqual(['9:a:b', '9:b', '0:a']);
      expect(found[0]).toEqual({ id: '9:a:b', priority: 9, at: at(2), rev: expect.any(String) });
      expect((await lanes.findDue(ALL, at(5), 2)).map(({ id }) => id)).toEqual(['9:a:b', '9:b']);
      expect((await lanes.findDue(null, at(5), 2)).map(({ id }) => id)).toEqual(['0:a', '9:a:b']);
      expect((await lanes.findDue([0, 5], at(9), 9)).map(({ id }) => id)).toEqual(['5:c', '0:a']);
    });

    it('each to be looked at at the earliest of the times that it was rung for', async () => {
      const lanes = await open();
      await Promise.all([4, 2, 3].map((second) => lanes.ring('0:a', at(second))));
      await expect(lanes.findDue(ALL, at(9), 9)).resolves.toMatchObject([{ id: '0:a', at: at(2) }]);
    });

    it('and makes those that are missing, and has those looked at earlier whose time is too late', async () => {
      const lanes = await open();
      await lanes.ensure([]);
      await lanes.ensure(['0:a', '5:b'].map((lane) => ({ lane, dueAt: at(2) })));
      await expect(lanes.findDue(ALL, at(9), 9)).resolves.toMatchObject([
        { id: '5:b', priority: 5, at: at(2) },
        { id: '0:a', priority: 0, at: at(2) },
      ]);
      const [b] = await lanes.findDue(ALL, at(9), 9);
      await lanes.ensure([
        { lane: '0:a', dueAt: at(1) },
        { lane: '5:b', dueAt: at(3) },
        { lane: '9:c', dueAt: at(4) },
      ]);
      const after = await lanes.findDue(ALL, at(9), 9);
      expect(after).toMatchObject([{ id: '9:c', at: at(4) }, b, { id: '0:a', at: at(1) }]);
    });

    it('also while calls are put there', async () => {
      const lanes = await open();
      const ids = Array.from({ length: 50 }, (_, n) => `0:${n}`);
      const ensured = [1, 2].map(() => lanes.ensure(ids.map((lane) => ({ lane, dueAt: at(2) }))));
      await Promise.all([...ensured, ...ids.map((id) => lanes.ring(id, at(3)))]);
      await expect(lanes.findDue(ALL, at(2), 99)).resolves.toHaveLength(50);
    });

    it('but not one that a leader has in its memory', async () => {
      const lanes = await open();
      await lanes.ring('0:a', at(1));
      const [lane] = await lanes.findDue(ALL, at(9), 9);
      await lanes.settle([{ ...lane!, at: at(8), heldBy: 'term' }]);
      const held = await lanes.findDue(ALL, at(9), 9);
      await lanes.ensure([{ lane: '0:a', dueAt: at(1) }]);
      await expect(lanes.findDue(ALL, at(9), 9)).resolves.toEqual(held);
    });

    it('and leaves one as it is that was rung since it was found', async () => {
      const lanes = await open();
      await lanes.ring('0:a', at(1));
      const [lane] = await lanes.findDue(ALL, at(9), 9);
      await lanes.ring('0:a', at(5));
      for (const time of [null, at(60)]) await lanes.settle([{ ...lane!, at: time }]);
      await expect(lanes.findDue(ALL, at(9), 9)).resolves.toMatchObject([{ at: at(1) }]);
    });

    it('but has one looked at in time that its leader leaves, also where it was rung for later meanwhile', async () => {
      const lanes = await open();
      await lanes.ring('0:a', at(1));
      const [lane] = await lanes.findDue(ALL, at(9), 9);
      await lanes.settle([{ ...lane!, at: at(600), heldBy: 'term' }]);
      await lanes.ring('0:a', at(50));
      await lanes.settle([{ ...lane!, at: at(20), leftBy: 'another' }]);
      await expect(lanes.findDue(ALL, at(49), 9)).resolves.toEqual([]);
      await lanes.settle([{ ...lane!, at: null, leftBy: 'term' }]);
      await expect(lanes.findDue(ALL, at(50), 9)).resolves.toHaveLength(1);
      const [rung] = await lanes.findDue(ALL, at(50), 9);
      await lanes.settle([{ ...rung!, at: at(600), heldBy: 'term' }]);
      await lanes.ring('0:a', at(50));
      await lanes.settle([{ ...rung!, at: at(20), leftBy: 'term' }]);
      await expect(lanes.findDue(ALL, at(20), 9)).resolves.toHaveLength(1);
      await lanes.freeFromOthers('none', at(2));
      await expect(lanes.findDue(ALL, at(19), 9)).resolves.toEqual([]);
    });

    it('where it is not held any more when that comes late, after it was left', async () => {
      const lanes = await open();
      await lanes.ring('0:a', at(1));
      const [found] = await lanes.findDue(ALL, at(9), 9);
      await lanes.settle([{ ...found!, at: at(5), leftBy: 'term' }]);
      await lanes.settle([{ ...found!, at: at(600), heldBy: 'term' }]);
      await expect(lanes.findDue(ALL, at(5), 9)).resolves.toHaveLength(1);
    });

    it('where what comes late of one holding does not end the next one', async () => {
      const lanes = await open();
      await lanes.ring('0:a', at(1));
      const [first] = await lanes.findDue(ALL, at(9), 9);
      await lanes.settle([{ ...first!, at: at(600), heldBy: 'term' }]);
      await lanes.ring('0:a', at(2));
      const [second] = await lanes.findDue(ALL, at(9), 9);
      await lanes.settle([{ ...second!, at: at(600), heldBy: 'term' }]);
      await lanes.settle([{ ...first!, at: null, leftBy: 'term' }]);
      await lanes.freeFromOthers('another', at(3));
      await expect(lanes.findDue(ALL, at(3), 9)).resolves.toHaveLength(1);
    });

    it('or has it looked at later, or no more', async () => {
      const lanes = await open();
      for (const id of ['0:a', '0:b']) await lanes.ring(id, at(1));
      const [a, b] = await lanes.findDue(ALL, at(9), 9);
      await lanes.settle([
        { ...a!, at: at(60) },
        { ...b!, at: null },
      ]);
      await lanes.settle([]);
      await expect(lanes.findDue(ALL, at(59), 9)).resolves.toEqual([]);
      await expect(lanes.findDue(ALL, at(60), 9)).resolves.toMatchObject([{ id: '0:a' }]);
    });

    it('and gives those that another leader holds to this one', async () => {
      const lanes = await open();
      for (const id of ['0:a', '0:b', '0:c']) await lanes.ring(id, at(1));
      const [a, b] = await lanes.findDue(ALL, at(9), 9);
      await lanes.settle([
        { ...a!, at: at(600), heldBy: 'one' },
        { ...b!, at: at(600), heldBy: 'two' },
      ]);
      await lanes.freeFromOthers('two', at(7));
      const due = await lanes.findDue(ALL, at(9), 9);
      expect(due.map(({ id }) => id).sort()).toEqual(['0:a', '0:c']);
      await lanes.settle([{ ...a!, at: at(900), heldBy: 'one' }]);
      await expect(lanes.findDue(ALL, at(9), 9)).resolves.toHaveLength(2);
      await lanes.freeOf('on', at(8));
      await expect(lanes.findDue(ALL, at(9), 9)).resolves.toHaveLength(2);
      await lanes.freeOf('two', at(8));
      await expect(lanes.findDue(ALL, at(9), 9)).resolves.toHaveLength(3);
      await lanes.freeFromOthers('three', at(8));
      await expect(lanes.findDue(ALL, at(9), 9)).resolves.toHaveLength(3);
    });
  });
}

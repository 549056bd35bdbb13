import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type OpenLane, OpenLanes } from './open-lanes.js';

const IDS = [0, 5, 9].flatMap((priority) =>
  ['ada', 'bea', 'cleo', 'dora'].map((user) => `${priority}:${user}`),
);
const priorityOf = (id: string): number => Number(id[0]);
const laneOf = (id: string, rev = '1') => ({ id, priority: priorityOf(id), at: new Date(0), rev });

/** What the leader does next: a pick may be the lane's last one for now. */
type Act =
  | { kind: 'meet'; id: string }
  | { kind: 'wake' }
  | { kind: 'pick' | 'skip'; after: 'stay' | 'rest' | 'close' };

const after = fc.oneof(
  { weight: 4, arbitrary: fc.constant('stay' as const) },
  fc.constantFrom('rest', 'close'),
);
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('meet'), id: fc.constantFrom(...IDS) }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'wake' }) },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('pick'), after }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('skip'), after: fc.constantFrom('rest', 'close') }),
    },
  ) as fc.Arbitrary<Act>,
  { minLength: 40, maxLength: 200 },
);

/** A pick, and the lanes that were open, each since when. */
interface Pick {
  id: string;
  open: Map<string, number>;
}

const play = (all: Act[]): Pick[] => {
  const lanes = new OpenLanes();
  const since = new Map<string, number>();
  const resting = new Set<string>();
  const open = (id: string, at: number): void => void (since.has(id) || since.set(id, at));
  return all.flatMap((act, at) => {
    if (act.kind === 'meet') {
      lanes.meet(laneOf(act.id));
      resting.delete(act.id);
      open(act.id, at);
      return [];
    }
    if (act.kind === 'wake') {
      lanes.wake(0);
      for (const id of resting) open(id, at);
      resting.clear();
      return [];
    }
    const lane = lanes.next();
    if (!lane) return [];
    const pick = { id: lane.id, open: new Map(since) };
    since.delete(lane.id);
    if (act.kind === 'pick') lanes.picked(lane);
    if (act.after === 'stay') since.set(lane.id, at);
    if (act.after === 'rest') lanes.rest(resting.add(lane.id) && lane, 0);
    if (act.after === 'close') lanes.close(lane, null);
    return act.kind === 'pick' ? [pick] : [];
  });
};

const isUrgent = ({ id, open }: Pick): boolean =>
  priorityOf(id) === Math.max(...[...open.keys()].map(priorityOf));
const isLongest = ({ id, open }: Pick): boolean => open.get(id) === Math.min(...open.values());
const eights = (picks: Pick[]): Pick[][] => picks.slice(7).map((_, n) => picks.slice(n, n + 8));

describe('of the lanes that are open', () => {
  it('each of a priority has a pick between two of another one', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const picks = play(all);
        for (const [from, { id, open }] of picks.entries()) {
          const to = picks.findIndex((pick, n) => n > from && pick.id === id);
          if (to === -1) continue;
          const peers = [...open].filter(([peer]) => peer !== id && priorityOf(peer) === priorityOf(id));
          const left = peers.filter(([peer, at]) => picks[to]!.open.get(peer) === at);
          expect(left).toEqual([]);
        }
      }),
    );
  });

  it('one that waits longest has one of eight picks, whatever its priority', () => {
    fc.assert(
      fc.property(acts, (all) => {
        for (const picks of eights(play(all))) expect(picks.some(isLongest)).toBe(true);
      }),
    );
  });

  it('the most urgent have the other seven', () => {
    fc.assert(
      fc.property(acts, (all) => {
        for (const picks of eights(play(all)))
          expect(picks.filter(isUrgent).length).toBeGreaterThanOrEqual(7);
      }),
    );
  });
});

describe('a lane', () => {
  let lanes: OpenLanes;
  let ada: OpenLane;

  beforeEach(() => {
    lanes = new OpenLanes();
    for (const id of ['5:ada', '5:bea']) lanes.meet(laneOf(id));
    ada = lanes.next()!;
    Object.assign(ada, { calls: [{ id: 'call' }], isWhole: true, isSure: true, isLong: true });
  });

  it('that is met again while it is open forgets what was found in it, and keeps its turn', () => {
    lanes.meet(laneOf('5:ada', '2'));
    expect(lanes.next()).toMatchObject({ id: '5:ada', rev: '2', calls: [], isWhole: false, isSure: false });
    expect(lanes.next()?.isLong).toBe(true);
    expect(lanes.count(5)).toBe(2);
  });

  it('that rests has no turn until then, and is the last one after it', () => {
    lanes.rest(ada, 100);
    expect([lanes.next()?.id, lanes.count(5)]).toEqual(['5:bea', 1]);
    expect([lanes.wake(99), lanes.count(5)]).toEqual([100, 1]);
    expect([lanes.wake(100), lanes.count(5)]).toEqual([Infinity, 2]);
    expect(lanes.next()?.id).toBe('5:bea');
  });

  it('that rests has its turn when it is met', () => {
    lanes.rest(ada, 100);
    lanes.meet(laneOf('5:ada', '2'));
    expect(lanes.wake(0)).toBe(Infinity);
    lanes.served(lanes.next()!);
    expect(lanes.next()).toMatchObject({ id: '5:ada', rev: '2', calls: [] });
  });

  it('that is closed is met as a new one', () => {
    lanes.close(ada, null);
    lanes.meet(laneOf('5:ada', '2'));
    expect(lanes.next()?.id).toBe('5:bea');
  });
});

import type { Call } from '../calls/model/call.js';
import type { Lane, SettledLane } from '../calls/model/lane.js';

/** Of so many picks one goes to the lane that waits longest, whatever its priority. */
const LONGEST_EACH = 8;

/** A lane that the leader has in memory, and its first calls as they were found. */
export interface OpenLane {
  id: string;
  priority: number;
  rev: string;
  calls: Call[];
  /** Whether these were all that wait in it. */
  isWhole: boolean;
  /** Whether nothing has been taken out of it since they were read, and nothing of it was in flight then. */
  isSure: boolean;
  /** Whether more waited in it than were read. */
  isLong: boolean;
  /** Counts its turns and those of all others. */
  turn: number;
}

/** The lanes with calls that are due: whose turn it is. */
export class OpenLanes {
  /** By priority, in the order of their turns. */
  private readonly turns = new Map<number, Map<string, OpenLane>>();
  private readonly resting = new Map<string, { lane: OpenLane; until: number }>();
  /** Those that were closed, as they were, until that is noted. */
  closed: SettledLane[] = [];
  private turn = 0;
  private picks = 0;

  /** Opens a lane, the last of its priority; of one that is open, forgets what was found in it. */
  meet({ id, priority, rev }: Lane): void {
    const known = this.turns.get(priority)?.get(id) ?? this.resting.get(id)?.lane;
    const unread = { rev, calls: [], isWhole: false, isSure: false };
    const lane = known ?? { id, priority, turn: 0, isLong: false, ...unread };
    Object.assign(lane, unread);
    if (!known || this.resting.delete(id)) this.served(lane);
  }

  /** The lane whose turn it is; it keeps its turn until it is served, rests or is closed. */
  next(): OpenLane | undefined {
    const first = [...this.turns.values()].flatMap((lanes) => {
      const [lane] = lanes.values();
      return lane ? [lane] : [];
    });
    const isLongest = this.picks % LONGEST_EACH === LONGEST_EACH - 1;
    const [lane] = first.sort((a, b) => (isLongest ? 0 : b.priority - a.priority) || a.turn - b.turn);
    return lane;
  }

  /** A call of the lane was picked: the turn goes to the next one. */
  picked(lane: OpenLane): void {
    this.picks += 1;
    this.served(lane);
  }

  /** To the end of its priority. */
  served(lane: OpenLane): void {
    const lanes = this.turns.get(lane.priority) ?? new Map<string, OpenLane>();
    lanes.delete(lane.id);
    lane.isSure = false;
    lane.turn = this.turn += 1;
    lanes.set(lane.id, lane);
    this.turns.set(lane.priority, lanes);
  }

  /** Nothing in it is due before. */
  rest(lane: OpenLane, until: number): void {
    this.turns.get(lane.priority)?.delete(lane.id);
    this.resting.set(lane.id, { lane, until });
  }

  /** Opens those that have rested; answers when the next one has, in the same clock. */
  wake(now: number): number {
    let next = Infinity;
    for (const [id, { lane, until }] of this.resting) {
      if (until > now) next = Math.min(next, until);
      else if (this.resting.delete(id)) this.served(lane);
    }
    return next;
  }

  /** The next call in it is due then. */
  close({ id, rev, priority }: OpenLane, dueAt: Date | null): void {
    this.turns.get(priority)?.delete(id);
    this.closed.push({ id, rev, at: dueAt });
  }

  /** How many are open of a priority. */
  count(priority: number): number {
    return this.turns.get(priority)?.size ?? 0;
  }
}

/** A machine, as far as time is concerned. */
export interface Runner {
  /** Milliseconds since 1970, by its own clock. */
  wall(): number;
  run(work: () => void): void;
}

interface Planned {
  at: number;
  /** Of two at the same moment the one that was planned first comes first. */
  order: number;
  run: () => void;
}

const isBefore = (a: Planned, b: Planned): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Ends when every promise that can go on now has: process.nextTick waits for them. */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
const otherWork = (turn: typeof setImmediate): Promise<void> => new Promise((resolve) => turn(resolve));
/** After so many steps whatever else the process has to do has its turn. */
const STEPS_AT_ONCE = 5_000;
/** As it is before a simulation puts its own in its place. */
const realSetImmediate = setImmediate;

/** Time that passes from one planned step to the next. Milliseconds since the beginning. */
export class VirtualTime {
  now = 0;
  steps = 0;
  /** Whose code runs in this step; null while it is nobody's. */
  running: Runner | null = null;
  /** A binary heap. */
  private readonly planned: Planned[] = [];
  private orders = 0;
  private isOver = false;

  at(at: number, run: () => void): void {
    this.orders += 1;
    this.rise({ at: Math.max(at, this.now), order: this.orders, run });
  }

  after(ms: number, run: () => void): void {
    this.at(this.now + ms, run);
  }

  stop(): void {
    this.isOver = true;
  }

  /** Runs what is planned, until it is stopped or that moment has come. */
  async run(until: number): Promise<void> {
    for (let next = this.take(); next && !this.isOver && next.at <= until; next = this.take()) {
      this.now = next.at;
      this.running = null;
      next.run();
      await settled();
      this.steps += 1;
      if (this.steps % STEPS_AT_ONCE === 0) await otherWork(realSetImmediate);
    }
  }

  private rise(added: Planned): void {
    const { planned } = this;
    let i = planned.length;
    planned.push(added);
    while (i > 0) {
      const above = (i - 1) >> 1;
      if (!isBefore(added, planned[above]!)) break;
      planned[i] = planned[above]!;
      i = above;
    }
    planned[i] = added;
  }

  private take(): Planned | undefined {
    const { planned } = this;
    const [first] = planned;
    const last = planned.pop();
    if (last && planned.length > 0) this.sink(last);
    return first;
  }

  private sink(moved: Planned): void {
    const { planned } = this;
    let i = 0;
    for (let below = 1; below < planned.length; below = 2 * i + 1) {
      const right = planned[below + 1];
      if (right && isBefore(right, planned[below]!)) below += 1;
      if (!isBefore(planned[below]!, moved)) break;
      planned[i] = planned[below]!;
      i = below;
    }
    planned[i] = moved;
  }
}

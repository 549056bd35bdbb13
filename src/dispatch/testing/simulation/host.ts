import { Clock } from '../../../common/time/clock.service.js';
import type { Chance } from './chance.js';
import type { VirtualTime } from './virtual-time.js';

/** When every simulation begins: half a minute before a full hour, so that windows open and close in it. */
export const BEGINNING = Date.UTC(2026, 2, 4, 9, 59, 30);
/** How far a host's monotonic clock is too fast or too slow at most. */
const WORST_RATE = 0.001;

/**
 * Which clocks stand still in a machine that does: none in a process that is stopped, the monotonic one in a machine
 * that sleeps, both in a virtual machine.
 */
export const FREEZES = {
  process: { monotonic: false, wall: false },
  sleep: { monotonic: true, wall: false },
  machine: { monotonic: true, wall: true },
} as const;
export type Freeze = keyof typeof FREEZES;

/** A machine with clocks of its own, and the process that runs on it. Once dead it never runs again. */
export class Host {
  isAlive = true;
  /** Since when it runs, and when its wall clock was set wrong first, in the simulation's time. */
  awakeSince = -Infinity;
  steppedAt = Infinity;
  readonly startedAt: number;
  /** When both clocks stood still, in the simulation's time. */
  readonly stops: { from: number; until: number }[] = [];
  readonly clock: Clock;
  private readonly rate: number;
  private frozen: { since: number; freeze: Freeze } | null = null;
  private held: (() => void)[] = [];
  private monotonicLost = 0;
  private wallLost = 0;
  private wallStep: number;

  constructor(
    readonly name: string,
    private readonly time: VirtualTime,
    private readonly chance: Chance,
  ) {
    this.startedAt = time.now;
    this.rate = 1 + chance.between(-WORST_RATE, WORST_RATE);
    this.wallStep = chance.between(-100, 100);
    this.clock = new HostClock(this);
  }

  get isFrozen(): boolean {
    return this.frozen !== null;
  }

  /** Its clocks stood still, and the wall clock was not set right since. */
  get isLagging(): boolean {
    return this.wallLost > 0;
  }

  monotonic(): number {
    return (this.time.now - this.monotonicLost - this.standing('monotonic')) * this.rate;
  }

  wall(): number {
    return Math.floor(BEGINNING + this.time.now - this.wallLost - this.standing('wall') + this.wallStep);
  }

  /** Runs this here: at once, or as soon as it can. */
  run(work: () => void): void {
    if (!this.isAlive) return;
    if (this.frozen) {
      this.held.push(work);
      return;
    }
    this.time.running = this;
    work();
  }

  /** By this host's clock. */
  after(ms: number, work: () => void): void {
    const due = this.monotonic() + ms;
    const ring = (): void => {
      const missing = due - this.monotonic();
      if (missing > 0.001) this.time.after(missing / this.rate, () => this.run(ring));
      else work();
    };
    this.time.after(ms / this.rate, () => this.run(ring));
  }

  /** A timer is not exact: a little early, for it counts whole milliseconds, or late, for others run. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        signal?.removeEventListener('abort', end);
        resolve();
      };
      signal?.addEventListener('abort', end, { once: true });
      this.after(Math.max(0.5, Math.trunc(ms) + this.chance.between(-0.5, 2)), end);
    });
  }

  kill(): void {
    this.isAlive = false;
    this.held = [];
  }

  freeze(freeze: Freeze, ms: number): void {
    if (this.frozen || !this.isAlive) return;
    this.frozen = { since: this.time.now, freeze };
    this.time.after(ms, () => this.thaw());
  }

  /** The wall clock alone. */
  step(ms: number): void {
    this.steppedAt = Math.min(this.steppedAt, this.time.now);
    this.wallStep += ms;
  }

  /** For how long both clocks stood still since. */
  stoppedSince(from: number): number {
    return this.stops.reduce((sum, stop) => sum + Math.max(0, stop.until - Math.max(stop.from, from)), 0);
  }

  private thaw(): void {
    if (!this.frozen) return;
    const { since, freeze } = this.frozen;
    const { now } = this.time;
    const { monotonic, wall } = FREEZES[freeze];
    if (monotonic) this.monotonicLost += now - since;
    if (wall) {
      this.wallLost += now - since;
      this.stops.push({ from: since, until: now });
      this.time.after(this.chance.between(200, 5_000), () => (this.wallLost = 0));
    }
    this.frozen = null;
    this.awakeSince = now;
    const held = this.held.splice(0);
    for (const work of held) this.time.after(this.chance.between(0, 2), () => this.run(work));
  }

  private standing(clock: 'monotonic' | 'wall'): number {
    return this.frozen && FREEZES[this.frozen.freeze][clock] ? this.time.now - this.frozen.since : 0;
  }
}

class HostClock extends Clock {
  constructor(private readonly host: Host) {
    super();
  }

  override monotonic(): number {
    return this.host.monotonic();
  }

  override wall(): number {
    return this.host.wall();
  }

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.host.sleep(ms, signal);
  }
}

import { Child, type ChildProgram } from './child.js';

/** One of the Atlas instances under test: it may be killed, and comes back on the same port. */
export class InstanceProcess {
  kills = 0;
  freezes = 0;
  /** How often it ended though nobody had killed it. */
  falls = 0;
  private child: Child | undefined;
  private isStopped = false;

  constructor(
    readonly url: string,
    private readonly program: ChildProgram,
  ) {}

  /** Without effect once it was stopped for good. */
  async start(): Promise<void> {
    if (this.isStopped) return;
    try {
      this.child = await Child.start(this.program);
    } catch (error) {
      // What it needs is being taken away: it was stopped while it started.
      if (!this.isStopped) throw error;
      return;
    }
    if (this.isStopped) await this.child.kill();
  }

  /** Kills it, as a power cut would, and starts it again. */
  async killAndRestart(): Promise<void> {
    if (this.child?.hasEnded) this.falls += 1;
    else this.kills += 1;
    await this.child?.kill();
    await this.start();
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** It does nothing for so long, and then goes on as if nothing had been. */
  async freeze(ms: number): Promise<void> {
    await this.child?.freeze(ms);
    this.freezes += 1;
  }

  /** Starts it again where it has ended by itself. */
  async revive(): Promise<void> {
    if (!this.child?.hasEnded) return;
    this.falls += 1;
    await this.start();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.child?.kill();
  }
}

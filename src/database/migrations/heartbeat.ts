import type { Db } from 'mongodb';
import { type Instance, Instances } from './instances.js';

const BEAT_MS = 10_000;

/** Says every 10 s that an instance runs, until it is stopped. */
export class Heartbeat {
  private readonly instances: Instances;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    db: Db,
    private readonly instance: Instance,
    private readonly warn: (line: string) => void,
  ) {
    this.instances = new Instances(db);
  }

  async start(): Promise<void> {
    await this.instances.open();
    await this.instances.note(this.instance);
    this.timer = setInterval(() => void this.beat(), BEAT_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.instances.remove(this.instance).catch((error: unknown) => {
      this.warn(`The database was not told that this instance ends: ${(error as Error).message}`);
    });
  }

  private async beat(): Promise<void> {
    await this.instances.note(this.instance).catch((error: unknown) => {
      this.warn(`The database was not told that this instance runs: ${(error as Error).message}`);
    });
  }
}

interface Sample {
  /** The server's clock less this process's. */
  offsetMs: number;
  /** How wrong that may be. */
  errorMs: number;
  takenAt: number;
}

const KEPT_MS = 60_000;

/** The database server's clock as seen from here: what all instances agree on. It rests on the quickest recent answer. */
export class ServerClock {
  private samples: Sample[] = [];

  constructor(private readonly localNow: () => number = Date.now) {}

  /** Notes what the server's clock said, somewhere between the question and the answer. */
  observe(askedAt: number, serverNow: Date): void {
    const takenAt = this.localNow();
    const errorMs = Math.max(0, (takenAt - askedAt) / 2);
    const offsetMs = serverNow.getTime() - (askedAt + takenAt) / 2;
    // A worse and older sample never comes to be the best one.
    this.samples = this.samples.filter((each) => each.errorMs < errorMs && takenAt - each.takenAt < KEPT_MS);
    this.samples.push({ offsetMs, errorMs, takenAt });
  }

  now(): Date {
    return new Date(this.localNow() + this.offsetMs());
  }

  /** A moment of the server's clock, in milliseconds since 1970, on this process's own. */
  toLocal(serverMs: number): Date {
    return new Date(serverMs - this.offsetMs());
  }

  private offsetMs(): number {
    return this.samples[0]?.offsetMs ?? 0;
  }
}

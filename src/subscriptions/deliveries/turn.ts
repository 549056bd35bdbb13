/**
 * What was read longer ago is not sent: its endpoint may be deleted, disabled or elsewhere by then, and whose data it is
 * erased. Whoever changed that waits for as long before it is answered.
 */
export const FRESH_MS = 1_000;
/** So many deliveries are read at most, and so many at least. */
const READ = { most: 200, least: 8 };

/** That one instance sends to one endpoint: until Atlas stops, the lease is lost, or what was sent cannot be noted. */
export class Turn {
  /** How many deliveries to read: not many more than can be sent before they are too old. */
  most = READ.most;
  private readAt: number;
  private hasEnded = false;

  constructor(
    private readonly stopping: AbortSignal,
    /** Milliseconds of a clock that does not step. */
    private readonly monotonic: () => number,
  ) {
    this.readAt = monotonic();
  }

  get isOver(): boolean {
    return this.hasEnded || this.stopping.aborted;
  }

  get isStale(): boolean {
    return this.monotonic() - this.readAt > FRESH_MS;
  }

  end(): void {
    this.hasEnded = true;
  }

  /** Reading begins anew, after so many were sent. */
  readAgain(sent: number): void {
    this.most = this.isStale ? Math.max(READ.least, sent) : READ.most;
    this.readAt = this.monotonic();
  }
}

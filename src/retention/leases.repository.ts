/** Who does what one instance does at a time. */
export abstract class LeasesRepository {
  /** The time by the database's clock. */
  abstract now(): Promise<Date>;
  /** Whether the work is the caller's alone, until then. Who has it for much longer had a clock that was wrong. */
  abstract take(name: string, now: Date, until: Date): Promise<boolean>;
  /** Another may take it at once. */
  abstract release(name: string, until: Date): Promise<void>;
}

/** Beyond this nobody has taken it by a clock that was right. */
export const latestEnd = (now: Date, until: Date): Date => new Date(2 * until.getTime() - now.getTime());

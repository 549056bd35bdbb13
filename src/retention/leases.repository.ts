/** Who does what one instance does at a time. */
export abstract class LeasesRepository {
  /** Whether the work is the caller's alone, until then. */
  abstract take(name: string, now: Date, until: Date): Promise<boolean>;
  /** Another may take it at once. */
  abstract release(name: string, until: Date): Promise<void>;
}

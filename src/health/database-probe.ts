/** Asks the database for an answer; throws when there is none. The port of health to the database. */
export abstract class DatabaseProbe {
  abstract ping(): Promise<void>;
}

/** What happened besides what is judged, for the reader of the scorecard. */
export interface Account {
  kills: number;
  /** How often an instance stood still for some seconds. */
  freezes: number;
  /** Connections of clients that ended without an answer. */
  cut: number;
  /** Answers that asked a client to come again, by their status. */
  putOff: Record<string, number>;
  dials: number;
  /** Dials of calls that had been dialled before. */
  repeats: number;
  /** Calls that asked for more than to be dialled at once. */
  planned: number;
  /** How often dispatch was paused. */
  pauses: number;
  /** Calls whose client was told that it is ended. */
  ended: number;
  /** How often the account refused the credentials, and how often the instances could not be reached. */
  refusals: number;
  cuts: number;
  /** How often the database stood still. */
  stops: number;
  /** Dials that were answered, and said nothing. */
  silent: number;
  readings: number;
  forgeries: number;
  /** Events that customers have taken. */
  told: number;
  /** Callbacks that something was done to, by what was done. */
  faults: Record<string, number>;
}

/** A connection on which a request is ready to be written. */
export interface ReadyConnection {
  /** Writes the request. */
  send(): void;
  /** Whether it can still be written to. */
  isAlive(): boolean;
}

/**
 * Asked when the connection stands; it calls `send` at the moment that suits it. Where it ends without, nothing is sent,
 * and the request fails as `unsent`, with the code `held`.
 */
export type SendGate = (connection: ReadyConnection) => Promise<void>;

/** The code of a request that its gate did not let through. */
export const HELD = 'held';

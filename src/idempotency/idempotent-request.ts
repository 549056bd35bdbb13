/** What a controller hands to IdempotencyService of the request that it serves. */
export interface IdempotentRequest {
  /** Absent where the client sent none: the request is then executed as it comes. */
  key?: string;
  caller: string;
  /** Method and path pattern: `POST /calls/outbound`. */
  route: string;
  /** Called before the first answer is given again. */
  markReplayed: () => void;
}

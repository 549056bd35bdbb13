/** A moment by both clocks of a process, in milliseconds. */
export interface Instant {
  /** Of the clock that never steps. */
  monotonic: number;
  wall: number;
}

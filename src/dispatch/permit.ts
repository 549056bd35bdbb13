import type { Clock } from './clock.service.js';
import type { DispatcherRecord } from './dispatcher-record.js';

/** How long a confirmation permits to dial. */
export const PERMIT_MS = 1_000;

/** When something was asked for, by both clocks. */
export interface Asked {
  monotonic: number;
  wall: number;
}

/** The leader's word from the database that it leads, and how things stand. */
export type Permit = Asked & { record: DispatcherRecord };

export const askedNow = (clock: Clock): Asked => ({ monotonic: clock.monotonic(), wall: clock.wall() });

/** By the longer of the two clocks: one of them stands still in a machine that is frozen. */
export const isFresh = ({ monotonic, wall }: Asked, clock: Clock): boolean =>
  Math.max(clock.monotonic() - monotonic, clock.wall() - wall) < PERMIT_MS;

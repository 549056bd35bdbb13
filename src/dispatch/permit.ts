import type { Instant } from '../common/instant.js';
import type { DispatcherRecord } from './dispatcher-record.js';

/** How long a confirmation permits to dial. */
export const PERMIT_MS = 1_000;

/** The leader's word from the database that it leads, and how things stand; when it was asked for. */
export type Permit = Instant & { record: DispatcherRecord };

/** By the longer of the two clocks: one of them stands still in a machine that is frozen. */
export const isFresh = (permit: Instant, now: Instant): boolean =>
  Math.max(now.monotonic - permit.monotonic, now.wall - permit.wall) < PERMIT_MS;

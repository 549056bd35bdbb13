import type { FaultSetting } from '../../config/fault-list.js';

/** What may go wrong, each with its share of the cases (0 to 1), and how long the slow ones take. */
export interface FaultRates {
  /** Callbacks sent twice, with the same idempotency token. */
  callback_duplicated: number;
  /** Callbacks that arrive after the one that follows them. */
  callback_reordered: number;
  /** Callbacks held back for up to `callback_delay_seconds`. */
  callback_delayed: number;
  /** Callbacks that never arrive. */
  callback_lost: number;
  /** Creates that are answered only when the call's first callback was. */
  callback_early: number;
  /** Creates that are never answered, and make no call. */
  create_timeout_before: number;
  /** Creates that are never answered, but make the call. */
  create_timeout_after: number;
  create_429: number;
  create_500: number;
  /** Creates whose connection is reset, without and with the call being made. */
  create_reset_before: number;
  create_reset_after: number;
  /** Lists of recordings, transcriptions, notifications and events that are answered 500. */
  list_500: number;
  /** Recordings whose sound takes `media_slow_seconds` to begin. */
  media_slow: number;
}

export type FaultName = keyof FaultRates;

export interface FaultSettings extends FaultRates {
  seed: number;
  /** Longest delay, in simulated seconds. */
  callback_delay_seconds: number;
  /** In real seconds, as the network is. */
  media_slow_seconds: number;
}

export const NO_FAULTS: Readonly<FaultSettings> = {
  seed: 1,
  callback_duplicated: 0,
  callback_reordered: 0,
  callback_delayed: 0,
  callback_delay_seconds: 60,
  callback_lost: 0,
  callback_early: 0,
  create_timeout_before: 0,
  create_timeout_after: 0,
  create_429: 0,
  create_500: 0,
  create_reset_before: 0,
  create_reset_after: 0,
  list_500: 0,
  media_slow: 0,
  media_slow_seconds: 20,
} satisfies Record<FaultSetting, number>;

/** Faults of a create exclude each other; their shares add up. */
export const CREATE_FAULTS = [
  'create_timeout_before',
  'create_timeout_after',
  'create_429',
  'create_500',
  'create_reset_before',
  'create_reset_after',
] as const satisfies readonly FaultName[];

export type CreateFault = (typeof CREATE_FAULTS)[number];

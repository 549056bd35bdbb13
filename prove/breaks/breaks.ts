import type { TestingModuleBuilder } from '@nestjs/testing';
import { breakBlindRetry } from './blind-retry.js';
import type { BreakName } from './break-names.js';
import { breakCounting } from './counting.js';
import { breakDedup } from './dedup.js';
import { breakIdempotency } from './idempotency.js';
import { breakOrder } from './order.js';
import { breakReconciliation } from './reconciliation.js';
import { breakSignature } from './signature.js';
import { breakTelling } from './telling.js';
import { breakWish } from './wish.js';

/** Replaces providers of Atlas so that one guard is off. */
export type Break = (builder: TestingModuleBuilder) => TestingModuleBuilder;

export const BREAKS: Record<BreakName, Break> = {
  idempotency: breakIdempotency,
  dedup: breakDedup,
  order: breakOrder,
  'blind-retry': breakBlindRetry,
  reconciliation: breakReconciliation,
  signature: breakSignature,
  wish: breakWish,
  counting: breakCounting,
  telling: breakTelling,
};

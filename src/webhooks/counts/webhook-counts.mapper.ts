import { WEBHOOK_REFUSALS, type WebhookRefusal } from '../../twilio/webhook-refusal.js';
import type { WebhookSummaryDto } from './dto/webhook-summary.dto.js';
import { WEBHOOK_RESULTS, type WebhookCount } from './webhook-count.js';

const HOUR_MS = 3_600_000;

type Numbers = Record<'received' | (typeof WEBHOOK_RESULTS)[number], number>;

const numbersOf = (counts: WebhookCount[]): Numbers => {
  const numbers: Numbers = { received: 0, accepted: 0, refused: 0, failed: 0 };
  for (const { result, count } of counts) {
    numbers.received += count;
    numbers[result] += count;
  }
  return numbers;
};

const grouped = <K extends string>(
  counts: WebhookCount[],
  nameOf: (count: WebhookCount) => K | undefined,
): [name: K, counts: WebhookCount[]][] => {
  const groups = new Map<K, WebhookCount[]>();
  for (const each of counts) {
    const name = nameOf(each);
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), each]);
  }
  const size = ([, each]: [K, WebhookCount[]]): number => numbersOf(each).received;
  return [...groups].sort((a, b) => size(b) - size(a) || (a[0] < b[0] ? -1 : 1));
};

const lastOf = (counts: WebhookCount[]): Date =>
  new Date(Math.max(...counts.map(({ lastAt }) => lastAt.getTime())));

export const toWebhookSummaryDto = (counts: WebhookCount[], hours: number, now: Date): WebhookSummaryDto => ({
  from: new Date(now.getTime() - hours * HOUR_MS).toISOString(),
  until: now.toISOString(),
  ...numbersOf(counts),
  kinds: grouped(counts, ({ kind }) => kind).map(([kind, each]) => ({ kind, ...numbersOf(each) })),
  refusals: grouped(counts, ({ reason }) => reason).map(([reason, each]) => ({
    reason,
    meaning: WEBHOOK_REFUSALS[reason as WebhookRefusal] ?? reason,
    count: numbersOf(each).received,
    last_at: lastOf(each).toISOString(),
  })),
});

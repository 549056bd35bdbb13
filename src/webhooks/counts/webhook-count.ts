/** What became of a webhook: `failed` is an answer of 5xx, or none. */
export const WEBHOOK_RESULTS = ['accepted', 'refused', 'failed'] as const;
export type WebhookResult = (typeof WEBHOOK_RESULTS)[number];

/** What came, and what became of it. There are few of these: nothing of what a stranger says is in one. */
export interface WebhookSort {
  /** The route, or `other`. */
  kind: string;
  result: WebhookResult;
  /** Why it was refused. */
  reason?: string;
}

/** How many of one sort came, and when the last did. */
export interface WebhookCount extends WebhookSort {
  count: number;
  lastAt: Date;
}

/** What one instance has counted since the last time that it wrote. */
export interface WebhookBatch {
  id: string;
  /** When the last of it was counted, at the latest. */
  until: Date;
  counts: WebhookCount[];
}

const keyOf = ({ kind, result, reason = '' }: WebhookSort): string => `${kind} ${result} ${reason}`;

/** Adds counts up, sort by sort. */
export class WebhookTally {
  private readonly counts = new Map<string, WebhookCount>();

  add(counts: Iterable<WebhookCount>): this {
    for (const each of counts) {
      const known = this.counts.get(keyOf(each));
      if (!known) this.counts.set(keyOf(each), { ...each });
      else {
        known.count += each.count;
        if (each.lastAt > known.lastAt) known.lastAt = each.lastAt;
      }
    }
    return this;
  }

  get all(): WebhookCount[] {
    return [...this.counts.values()];
  }
}

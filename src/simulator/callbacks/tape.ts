import type { Call } from '../calls/call.js';
import type { WebhookRecord } from './webhook.js';

/** What a person wants done with a webhook in place of sending it. */
export type Wish = { act: 'send' | 'twice' | 'lose' } | { act: 'late'; seconds: number };

/** A webhook with the call that it is about. */
export interface Taped {
  readonly call: Call;
  readonly record: WebhookRecord;
}

/** What the tape remembers; webhooks that are held are remembered beside it. */
const MAX_TAPED = 200;
const MAX_HELD = 200;

/** The webhooks of all calls in the order in which they came up, and a person's hand on them. */
export class Tape {
  /** Whether callbacks wait until somebody lets them go. */
  isHolding = false;
  /** What is to happen to the next callback, once. */
  next: Wish | null = null;
  private readonly taped: Taped[] = [];
  private readonly held = new Map<string, (wish: Wish) => void>();

  /** Oldest first. */
  list(): readonly Taped[] {
    return this.taped;
  }

  add(call: Call, record: WebhookRecord): void {
    this.taped.push({ call, record });
    if (this.taped.length <= MAX_TAPED) return;
    const oldest = this.taped.findIndex((each) => !this.isHeld(each.record));
    this.taped.splice(Math.max(0, oldest), 1);
  }

  find(token: string): Taped | undefined {
    return this.taped.find(({ record }) => record.token === token);
  }

  isHeld(record: WebhookRecord): boolean {
    return this.held.has(record.token);
  }

  /** What is wished of a callback that is to be sent now: nothing, or something for once, or later on by `hold`. */
  wishFor(): Wish | null {
    const wish = this.next;
    this.next = null;
    return wish;
  }

  get mayHold(): boolean {
    return this.isHolding && this.held.size < MAX_HELD;
  }

  /** Resolves when somebody lets it go. */
  hold(record: WebhookRecord): Promise<Wish> {
    return new Promise((resolve) => this.held.set(record.token, resolve));
  }

  /** False when it is not held. */
  letGo(token: string, wish: Wish): boolean {
    const resolve = this.held.get(token);
    this.held.delete(token);
    resolve?.(wish);
    return resolve !== undefined;
  }

  /** Sends all that is held, in order. */
  letAllGo(): void {
    for (const token of [...this.held.keys()]) this.letGo(token, { act: 'send' });
  }

  /** What is held is of no call any more. */
  clear(): void {
    this.isHolding = false;
    this.next = null;
    this.taped.length = 0;
    this.held.clear();
  }
}

import {
  type OfCallees,
  type UnmatchedEvent,
  UnmatchedEventsRepository,
} from '../news/unmatched-events.repository.js';

/** Keeps unmatched events in memory. */
export class UnmatchedEventsMemoryRepository extends UnmatchedEventsRepository {
  private readonly events = new Map<string, UnmatchedEvent>();

  async keep(event: UnmatchedEvent): Promise<void> {
    if (!this.events.has(event.key)) this.events.set(event.key, structuredClone(event));
  }

  async findWaiting(callSid: string): Promise<UnmatchedEvent[]> {
    return this.inOrder((event) => event.callSid === callSid && event.reason === 'unknown');
  }

  async findMismatched(callId: string): Promise<UnmatchedEvent[]> {
    return this.inOrder(({ callback, reason }) => callback.callId === callId && reason === 'mismatched');
  }

  async findOf({ callIds, callSids, numbers }: OfCallees, limit: number): Promise<UnmatchedEvent[]> {
    return this.inOrder(
      ({ callSid, callback }) =>
        callSids.includes(callSid ?? '') ||
        callIds.includes(callback.callId ?? '') ||
        ['To', 'Called'].some((field) => numbers.includes(callback.params[field] ?? '')),
    ).slice(0, limit);
  }

  async *eachOf(whose: OfCallees): AsyncGenerator<UnmatchedEvent> {
    yield* await this.findOf(whose, Infinity);
  }

  async removeAll(keys: string[]): Promise<void> {
    for (const key of keys) this.events.delete(key);
  }

  async remove(key: string): Promise<void> {
    this.events.delete(key);
  }

  private inOrder(isWanted: (event: UnmatchedEvent) => boolean): UnmatchedEvent[] {
    return [...this.events.values()]
      .filter(isWanted)
      .sort((a, b) => a.callback.receivedAt.getTime() - b.callback.receivedAt.getTime());
  }
}

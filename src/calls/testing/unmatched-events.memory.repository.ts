import { type UnmatchedEvent, UnmatchedEventsRepository } from '../news/unmatched-events.repository.js';

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

  async remove(key: string): Promise<void> {
    this.events.delete(key);
  }

  private inOrder(isWanted: (event: UnmatchedEvent) => boolean): UnmatchedEvent[] {
    return [...this.events.values()]
      .filter(isWanted)
      .sort((a, b) => a.callback.receivedAt.getTime() - b.callback.receivedAt.getTime());
  }
}

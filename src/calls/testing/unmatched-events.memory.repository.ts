import { type UnmatchedEvent, UnmatchedEventsRepository } from '../unmatched-events.repository.js';

/** Keeps unmatched events in memory. */
export class UnmatchedEventsMemoryRepository extends UnmatchedEventsRepository {
  private readonly events = new Map<string, UnmatchedEvent>();

  async keep(event: UnmatchedEvent): Promise<void> {
    if (!this.events.has(event.key)) this.events.set(event.key, structuredClone(event));
  }

  async findWaiting(callSid: string): Promise<UnmatchedEvent[]> {
    return [...this.events.values()]
      .filter((event) => event.callSid === callSid && event.reason === 'unknown')
      .sort((a, b) => a.callback.receivedAt.getTime() - b.callback.receivedAt.getTime());
  }

  async remove(key: string): Promise<void> {
    this.events.delete(key);
  }
}

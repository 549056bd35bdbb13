import { randomUUID } from 'node:crypto';
import type { KeptWindow } from '../kept-window.js';
import type { Slot } from '../sliding-window.js';
import { WindowsRepository } from '../windows.repository.js';

/** Keeps windows in memory, for all services that share it. */
export class WindowsMemoryRepository extends WindowsRepository {
  /** How often it was asked for a window, and to keep one. */
  readonly trips = { reads: 0, writes: 0 };
  private readonly windows = new Map<string, KeptWindow>();

  async find(key: string): Promise<KeptWindow | null> {
    this.trips.reads += 1;
    return structuredClone(this.windows.get(key) ?? null);
  }

  async replace(key: string, found: KeptWindow | null, slots: Slot[]): Promise<KeptWindow | null> {
    this.trips.writes += 1;
    if (this.windows.get(key)?.mark !== found?.mark) return null;
    const kept = { slots: structuredClone(slots), mark: randomUUID() };
    this.windows.set(key, kept);
    return structuredClone(kept);
  }
}

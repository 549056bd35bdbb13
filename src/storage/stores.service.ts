import { Injectable } from '@nestjs/common';
import type { ContentStore, StoreName } from './content-store.js';
import { StoreUnknownError } from './storage.errors.js';

/** How each store that is configured is opened. */
export type StoreOpeners = Partial<Record<StoreName, () => Promise<ContentStore>>>;

/** The stores for contents; each is opened when it is asked for, once. */
@Injectable()
export class StoresService {
  private readonly opened = new Map<StoreName, Promise<ContentStore>>();

  constructor(private readonly openers: StoreOpeners) {}

  /** Throws StoreUnknownError. */
  async get(name: StoreName): Promise<ContentStore> {
    const open = this.openers[name];
    if (!open) throw new StoreUnknownError(name);
    const opened = this.opened.get(name) ?? open();
    this.opened.set(name, opened);
    return opened;
  }
}

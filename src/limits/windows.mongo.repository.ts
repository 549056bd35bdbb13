import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import type { KeptWindow } from './kept-window.js';
import type { Slot } from './sliding-window.js';
import { WINDOW_MODEL, type WindowDocument } from './window.schema.js';
import { WindowsRepository } from './windows.repository.js';

@Injectable()
export class WindowsMongoRepository extends WindowsRepository {
  constructor(@InjectModel(WINDOW_MODEL) private readonly windows: Model<WindowDocument>) {
    super();
  }

  async find(key: string): Promise<KeptWindow | null> {
    const found = await this.windows.findById(key).lean<WindowDocument>();
    return found && { slots: found.slots, mark: found.mark };
  }

  async replace(
    key: string,
    found: KeptWindow | null,
    slots: Slot[],
    expiresAt: Date,
  ): Promise<KeptWindow | null> {
    const kept = { slots, mark: randomUUID() };
    const isKept = found
      ? await this.change(key, found.mark, { ...kept, expiresAt })
      : await this.begin({ _id: key, ...kept, expiresAt });
    return isKept ? kept : null;
  }

  private async change(key: string, mark: string, changes: Omit<WindowDocument, '_id'>): Promise<boolean> {
    const { matchedCount } = await this.windows.updateOne({ _id: key, mark }, { $set: changes });
    return matchedCount === 1;
  }

  private async begin(window: WindowDocument): Promise<boolean> {
    try {
      await this.windows.create(window);
      return true;
    } catch (error) {
      if (!duplicateKeyFields(error)) throw error;
      return false;
    }
  }
}

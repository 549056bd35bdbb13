import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { changeOne } from '../database/change-one.js';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import { findDocument } from '../database/find-documents.js';
import type { KeptWindow } from './kept-window.js';
import type { Slot } from './sliding-window.js';
import { UNHURRIED, WINDOW_MODEL, type WindowDocument } from './window.schema.js';
import { WindowsRepository } from './windows.repository.js';

@Injectable()
export class WindowsMongoRepository extends WindowsRepository {
  constructor(@InjectModel(WINDOW_MODEL) private readonly windows: Model<WindowDocument>) {
    super();
  }

  async find(key: string): Promise<KeptWindow | null> {
    const found = await findDocument(this.windows, { _id: key });
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

  private change(key: string, mark: string, changes: Omit<WindowDocument, '_id'>): Promise<boolean> {
    return changeOne(this.windows, { _id: key, mark }, { $set: changes }, { writeConcern: UNHURRIED });
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

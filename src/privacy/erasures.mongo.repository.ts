import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { type Page, pageOffset, type PageRequest } from '../common/page.js';
import { changeOne } from '../database/change-one.js';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import { findDocument, findDocuments } from '../database/find-documents.js';
import type { Erasure } from './erasure.js';
import { ERASURE_MODEL, type ErasureDocument } from './erasure.schema.js';
import { ErasuresRepository } from './erasures.repository.js';

const toErasure = ({ _id, ...rest }: ErasureDocument): Erasure => ({ id: _id, ...rest });
const toDocument = ({ id, ...rest }: Erasure): ErasureDocument => ({ _id: id, ...rest });

/** A range that is open at one end would also match what has no such field. */
const EARLIEST = new Date(0);

@Injectable()
export class ErasuresMongoRepository extends ErasuresRepository {
  constructor(@InjectModel(ERASURE_MODEL) private readonly erasures: Model<ErasureDocument>) {
    super();
  }

  async insert(erasure: Erasure): Promise<boolean> {
    try {
      await this.erasures.collection.insertOne(toDocument(erasure) as never, { ignoreUndefined: true });
      return true;
    } catch (error) {
      if (duplicateKeyFields(error)?.includes('open')) return false;
      throw error;
    }
  }

  async find(id: string): Promise<Erasure | null> {
    const found = await findDocument(this.erasures, { _id: id });
    return found && toErasure(found);
  }

  async findOpen(subject: string): Promise<Erasure | null> {
    const found = await findDocument(this.erasures, { open: subject });
    return found && toErasure(found);
  }

  async findLatest(subject: string): Promise<Erasure | null> {
    const [found] = await findDocuments(this.erasures, { subject }, { sort: { requestedAt: -1 }, limit: 1 });
    return found ? toErasure(found) : null;
  }

  async findPage(request: PageRequest): Promise<Page<Erasure>> {
    const [total, found] = await Promise.all([
      this.erasures.estimatedDocumentCount(),
      findDocuments(
        this.erasures,
        {},
        { sort: { requestedAt: -1, _id: -1 }, skip: pageOffset(request), limit: request.pageSize },
      ),
    ]);
    return { ...request, total, data: found.map(toErasure) };
  }

  async claim(now: Date, until: Date): Promise<Erasure | null> {
    const due = { nextAt: { $gte: EARLIEST, $lte: now } };
    const [found] = await findDocuments(this.erasures, due, { sort: { nextAt: 1 }, limit: 1 });
    if (!found) return null;
    const { _id, nextAt, revision } = found;
    const next = { nextAt: until, revision: revision + 1 };
    const isMine = await changeOne(this.erasures, { _id, nextAt, revision }, { $set: next });
    return isMine ? toErasure({ ...found, ...next }) : null;
  }

  async renew({ id, revision }: Pick<Erasure, 'id' | 'revision'>, until: Date): Promise<void> {
    const held = { _id: id, revision, nextAt: { $gt: EARLIEST } };
    await changeOne(this.erasures, held, { $set: { nextAt: until } });
  }

  async replace(erasure: Erasure): Promise<Erasure | null> {
    const next = { ...erasure, revision: erasure.revision + 1 };
    const { matchedCount } = await this.erasures.collection.replaceOne(
      { _id: erasure.id, revision: erasure.revision } as object,
      toDocument(next) as object,
      { ignoreUndefined: true },
    );
    return matchedCount === 1 ? next : null;
  }
}

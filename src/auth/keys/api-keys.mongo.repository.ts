import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { pageOffset, type Page, type PageRequest } from '../../common/page.js';
import type { ApiKey } from './api-key.js';
import { API_KEY_MODEL, type ApiKeyDocument } from './api-key.schema.js';
import { ApiKeysRepository } from './api-keys.repository.js';

const fromDocument = ({ _id: id, ...rest }: ApiKeyDocument): ApiKey => ({ id, ...rest });

@Injectable()
export class ApiKeysMongoRepository extends ApiKeysRepository {
  constructor(@InjectModel(API_KEY_MODEL) private readonly keys: Model<ApiKeyDocument>) {
    super();
  }

  async insert({ id, ...rest }: ApiKey): Promise<void> {
    await this.keys.create({ _id: id, ...rest });
  }

  async findByHash(hash: string): Promise<ApiKey | null> {
    const found = await this.keys.findOne({ hash }).lean<ApiKeyDocument>();
    return found && fromDocument(found);
  }

  async findById(id: string): Promise<ApiKey | null> {
    const found = await this.keys.findById(id).lean<ApiKeyDocument>();
    return found && fromDocument(found);
  }

  async findPage(request: PageRequest): Promise<Page<ApiKey>> {
    const [total, found] = await Promise.all([
      this.keys.estimatedDocumentCount(),
      this.keys
        .find({})
        .sort({ createdAt: -1, _id: -1 })
        .skip(pageOffset(request))
        .limit(request.pageSize)
        .lean<ApiKeyDocument[]>(),
    ]);
    return { ...request, total, data: found.map(fromDocument) };
  }

  async hasValid(at: Date): Promise<boolean> {
    const isGood = {
      revokedAt: null,
      onlyWhileOpen: null,
      $or: [{ expiresAt: null }, { expiresAt: { $gt: at } }],
    };
    return (await this.keys.exists(isGood)) !== null;
  }

  async revoke(id: string, at: Date): Promise<ApiKey | null> {
    await this.keys.updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: at } });
    return this.findById(id);
  }

  async noteUse(id: string, at: Date, since: Date): Promise<void> {
    await this.keys.updateOne(
      { _id: id, lastUsedAt: { $not: { $gt: since } } },
      { $set: { lastUsedAt: at } },
    );
  }
}

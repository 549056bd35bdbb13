import { createHash } from 'node:crypto';
import {
  type CanActivate,
  type ExecutionContext,
  HttpException,
  Injectable,
  SetMetadata,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectModel } from '@nestjs/mongoose';
import type { Request } from 'express';
import type { Model } from 'mongoose';
import { SETTINGS } from '../settings.js';
import { ApiKey, Window } from './schemas.js';

export const Scope = (scope: string) => SetMetadata('scope', scope);

/** Who asks, as the guards found out. */
export type KnownRequest = Request & { who?: string };

const WINDOW_MS = 60_000;

/** Lets in who has a key with the route's scope, and has not asked too often. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @InjectModel(ApiKey.name) private readonly keys: Model<ApiKey>,
    @InjectModel(Window.name) private readonly windows: Model<Window>,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const scope = this.reflector.get<string | undefined>('scope', context.getHandler());
    if (!scope) return true;
    const request = context.switchToHttp().getRequest<KnownRequest>();
    const text = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    const key = await this.keys.findOne({ hash: createHash('sha256').update(text).digest('hex') });
    if (!key || key.revokedAt || !key.scopes.includes(scope)) throw new UnauthorizedException();
    request.who = `key:${key._id}`;
    const who = request.who;
    const count = () => this.count(who);
    // Of many that come first at once, one makes the window and the others fail.
    const window = await count().catch(count).catch(count).catch(count);
    if (window.count > SETTINGS.requestsPerMinute) throw new HttpException('Too many requests', 429);
    return true;
  }

  private count(who: string) {
    const part = Math.floor(Date.now() / WINDOW_MS);
    return this.windows.findOneAndUpdate(
      { _id: `${who} ${part}` },
      { $inc: { count: 1 }, $setOnInsert: { expiresAt: new Date((part + 2) * WINDOW_MS) } },
      { upsert: true, returnDocument: 'after' },
    );
  }
}

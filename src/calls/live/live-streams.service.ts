import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AccessService } from '../../auth/access.service.js';
import { grants } from '../../auth/scope.js';
import { DomainError } from '../../common/domain-error.js';
import { DRAINING } from '../../common/process/stop-on-signals.js';
import { parseChangeCursor } from './change-cursor.js';
import { LiveFeedService } from './live-feed.service.js';
import { LiveStream } from './live-stream.js';
import { AtlasEndsError, TooManyStreamsError } from './live.errors.js';

const BEAT_MS = 15_000;
const MOST_STREAMS = 500;
const MOST_OF_ONE = 20;

/** Who wants to be told of changes, and how. */
interface StreamRequest {
  request: IncomingMessage;
  response: ServerResponse;
  /** Whose stream it is. */
  caller: string;
  lastEventId: string | undefined;
}

/** The open streams: how many, for whom, and until when. */
@Injectable()
export class LiveStreamsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly open = new Map<LiveStream, StreamRequest>();
  private beats?: NodeJS.Timeout;
  private isBeating = false;
  private isEnding = false;

  constructor(
    private readonly feed: LiveFeedService,
    private readonly access: AccessService,
    private readonly host: HttpAdapterHost,
  ) {}

  onApplicationBootstrap(): void {
    this.beats = setInterval(() => void this.beat(), BEAT_MS).unref();
    const server = this.host.httpAdapter.getHttpServer() as Server | undefined;
    server?.once(DRAINING, () => {
      this.isEnding = true;
      this.endAll();
    });
  }

  onModuleDestroy(): void {
    clearInterval(this.beats);
    this.endAll();
  }

  /** Tells the client of each change from here on, or since its last event. Throws TooManyStreamsError, AtlasEndsError. */
  async start(asked: StreamRequest): Promise<void> {
    if (this.isEnding) throw new AtlasEndsError();
    const { response, lastEventId } = asked;
    let from: number | undefined;
    const stream = new LiveStream(response);
    this.admit(stream, asked);
    let leave: () => void = () => undefined;
    response.once('close', () => {
      this.open.delete(stream);
      leave();
    });
    try {
      leave = await this.feed.join(stream);
      if (lastEventId !== undefined) from = await this.resume(stream, lastEventId);
    } catch (error) {
      this.open.delete(stream);
      leave();
      throw error;
    }
    if (response.closed) return leave();
    stream.open(from ?? this.feed.cursor);
    if (!this.open.has(stream)) return stream.end();
  }

  /** Shows each reader that its stream goes on; who may look no more is told nothing more. */
  async beat(): Promise<void> {
    if (this.isBeating) return;
    this.isBeating = true;
    const all = [...this.open].map(async ([stream, { request }]) => {
      if (await this.mayLook(request)) stream.beat();
      else stream.end();
    });
    await Promise.all(all);
    this.isBeating = false;
  }

  private admit(stream: LiveStream, asked: StreamRequest): void {
    const own = [...this.open.values()].filter(({ caller }) => caller === asked.caller);
    if (own.length >= MOST_OF_ONE) throw new TooManyStreamsError('of this caller');
    if (this.open.size >= MOST_STREAMS) throw new TooManyStreamsError('in all');
    this.open.set(stream, asked);
  }

  /** Answers where the stream goes on from; undefined where the client begins anew. */
  private async resume(stream: LiveStream, lastEventId: string): Promise<number | undefined> {
    const cursor = parseChangeCursor(lastEventId);
    const missed = cursor === null ? null : await this.feed.findSince(cursor);
    if (missed && cursor !== null) {
      stream.take(missed);
      return Math.min(cursor, this.feed.cursor);
    }
    stream.reset(this.feed.cursor);
    return undefined;
  }

  private async mayLook(request: IncomingMessage): Promise<boolean> {
    try {
      const { scopes } = await this.access.identify(request, 'look');
      return grants(scopes, 'calls:read');
    } catch (error) {
      // While the database is away nobody is found, and nothing is told either.
      return !(error instanceof DomainError && error.kind === 'unauthorized');
    }
  }

  private endAll(): void {
    for (const stream of this.open.keys()) stream.end();
    this.open.clear();
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ChangeStream } from 'mongodb';
import type { Model } from 'mongoose';
import { Clock } from '../../common/time/clock.service.js';
import { CALL_MODEL, type CallDocument } from '../model/call.schema.js';
import { Elsewhere, type Watch } from './elsewhere.js';

type SomeStream = Pick<ChangeStream, 'next' | 'on' | 'close'>;

/** While nothing is told of changes. */
const POLL_MS = 1_000;
/** While they are told, in case one was told too early or not at all. */
const LOOK_MS = 10_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;

interface Watched {
  open: () => SomeStream;
  ring: () => void;
  /** Hears of the first of failures in a row. */
  onFailure: (error: unknown) => void;
  clock: Clock;
}

/** A change stream that is opened again after it failed, later each time; until it tells something, it is looked often. */
class ChangeStreamWatch implements Watch {
  private readonly end = new AbortController();
  private isTelling = false;
  private stream?: SomeStream;
  private failures = 0;

  constructor(private readonly watched: Watched) {
    void this.run();
  }

  get lookEachMs(): number {
    return this.isTelling ? LOOK_MS : POLL_MS;
  }

  async stop(): Promise<void> {
    this.end.abort();
    await this.close();
  }

  private async run(): Promise<void> {
    const { signal } = this.end;
    while (!signal.aborted) {
      const error = await this.listen().catch((failure: unknown) => failure);
      if (signal.aborted) return;
      this.failures += 1;
      if (this.failures === 1) this.watched.onFailure(error);
      this.goesSilent();
      await this.close().catch(() => undefined);
      const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (this.failures - 1), LONGEST_PAUSE_MS);
      await this.watched.clock.sleep(pauseMs, signal);
    }
  }

  /** Until the stream fails for good. What passes, such as an election, the driver gets over by itself, with another cursor. */
  private async listen(): Promise<never> {
    const stream = this.watched.open();
    this.stream = stream;
    // Told of each answer of the server, also of one without changes.
    stream.on('resumeTokenChanged', () => this.stream === stream && this.tells());
    stream.on('close', () => this.stream === stream && this.goesSilent());
    for (;;) {
      await stream.next();
      this.tells();
      this.watched.ring();
    }
  }

  /** From now on it is looked often. */
  private goesSilent(): void {
    this.isTelling = false;
    this.watched.ring();
  }

  private tells(): void {
    if (this.end.signal.aborted || this.isTelling) return;
    this.isTelling = true;
    // What changed before the stream told anything is looked for once.
    if (this.failures > 0) this.watched.ring();
    this.failures = 0;
  }

  private async close(): Promise<void> {
    const { stream } = this;
    delete this.stream;
    await stream?.close();
  }
}

/** How long the server waits for a change before it answers that there is none: each answer costs a little. */
const AWAIT_MS = 10_000;

/** A replica set and a sharded cluster tell of changes; a server that stands alone does not. */
const tellsChanges = ({ setName, msg }: { setName?: unknown; msg?: unknown }): boolean =>
  typeof setName === 'string' || msg === 'isdbgrid';

const POLL: Watch = { lookEachMs: POLL_MS, stop: async () => undefined };

/** By a change stream where the server has them, else by looking each second, for as long as somebody listens. */
@Injectable()
export class ElsewhereMongoRepository extends Elsewhere {
  private readonly logger = new Logger('Live');

  constructor(
    @InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>,
    private readonly clock: Clock,
  ) {
    super();
  }

  async watch(ring: () => void): Promise<Watch> {
    try {
      if (!(await this.hasChangeStreams())) return POLL;
    } catch (error) {
      this.tell(error);
      return POLL;
    }
    const options = { maxAwaitTimeMS: AWAIT_MS };
    return new ChangeStreamWatch({
      open: () => this.calls.collection.watch([{ $project: { _id: 1 } }], options),
      ring,
      onFailure: (error) => this.tell(error),
      clock: this.clock,
    });
  }

  private async hasChangeStreams(): Promise<boolean> {
    const hello = await this.calls.db.db?.command({ hello: 1 });
    return hello !== undefined && tellsChanges(hello);
  }

  private tell(error: unknown): void {
    this.logger.warn('The database tells of no changes: they are looked for each second', error);
  }
}

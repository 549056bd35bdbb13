import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ChangeStream } from 'mongodb';
import type { Model } from 'mongoose';
import { CALL_MODEL, type CallDocument } from '../model/call.schema.js';
import { Elsewhere, type Watch } from './elsewhere.js';

/** Where the server tells of no change. */
const POLL_MS = 1_000;
/** Where it does, in case it told of one too early or not at all. */
const LOOK_MS = 10_000;

/** A replica set and a sharded cluster tell of changes; a server that stands alone does not. */
const tellsChanges = ({ setName, msg }: { setName?: unknown; msg?: unknown }): boolean =>
  typeof setName === 'string' || msg === 'isdbgrid';

class ChangeStreamWatch implements Watch {
  private isOver = false;

  constructor(
    private readonly stream: Pick<ChangeStream, 'on' | 'close'>,
    ring: () => void,
    onFailure: (error: unknown) => void,
  ) {
    stream.on('change', ring);
    stream.on('error', (error) => {
      if (!this.isOver) onFailure(error);
      this.isOver = true;
      // From now on it is looked often.
      ring();
    });
  }

  get lookEachMs(): number {
    return this.isOver ? POLL_MS : LOOK_MS;
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.stream.close();
  }
}

const POLL: Watch = { lookEachMs: POLL_MS, stop: async () => undefined };

/** By a change stream where the server has them, else by looking each second. */
@Injectable()
export class ElsewhereMongoRepository extends Elsewhere {
  private readonly logger = new Logger('Live');

  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async watch(ring: () => void): Promise<Watch> {
    try {
      if (!(await this.hasChangeStreams())) return POLL;
      const stream = this.calls.collection.watch([{ $project: { _id: 1 } }]);
      return new ChangeStreamWatch(stream, ring, (error) => this.tell(error));
    } catch (error) {
      this.tell(error);
      return POLL;
    }
  }

  private async hasChangeStreams(): Promise<boolean> {
    const hello = await this.calls.db.db?.command({ hello: 1 });
    return hello !== undefined && tellsChanges(hello);
  }

  private tell(error: unknown): void {
    this.logger.warn('The database tells of no changes: they are looked for each second', error);
  }
}

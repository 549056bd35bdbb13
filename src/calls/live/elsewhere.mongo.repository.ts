import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Clock } from '../../common/time/clock.service.js';
import { CALL_MODEL, type CallDocument } from '../model/call.schema.js';
import { ChangeStreamWatch, POLL_MS } from './change-stream-watch.js';
import { Elsewhere, type Watch } from './elsewhere.js';

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

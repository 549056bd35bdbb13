import { Injectable } from '@nestjs/common';
import { PersonalData, type Traces } from '../../common/personal-data.js';
import { LanesRepository } from '../lanes/lanes.repository.js';
import { type Lane, lanesOf } from '../model/lane.js';
import { CallQueueRepository } from './call-queue.repository.js';

/** The names of lanes hold the external ids of users. */
@Injectable()
export class PersonalLanes extends PersonalData {
  readonly collection = 'lanes';
  readonly kept = null;

  constructor(
    private readonly lanes: LanesRepository,
    private readonly queue: CallQueueRepository,
  ) {
    super();
  }

  async *export({ handles }: Traces): AsyncGenerator<object> {
    yield* (await this.findEmpty(handles)).map(({ id, at }) => ({ lane: id, at }));
  }

  async erase({ handles }: Traces): Promise<void> {
    const empty = await this.findEmpty(handles);
    await this.lanes.settle(empty.map(({ id, rev }) => ({ id, rev, at: null })));
  }

  /** Where nobody waits. One into which a call is put meanwhile has been rung, is another one by that, and stays. */
  private async findEmpty(handles: string[]): Promise<Lane[]> {
    const found = handles.length > 0 ? await this.lanes.find(handles.flatMap(lanesOf)) : [];
    const waiting = await Promise.all(found.map(({ id }) => this.queue.findInLane(id, 1)));
    return found.filter((_, place) => waiting[place]?.length === 0);
  }
}

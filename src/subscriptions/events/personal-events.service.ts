import { Injectable } from '@nestjs/common';
import { PersonalData, type Traces } from '../../common/personal-data.js';
import { EventsRepository } from './events.repository.js';

/** What endpoints were told, and are to be told, names the callee. */
@Injectable()
export class PersonalEvents extends PersonalData {
  readonly collection = 'events';
  readonly kept = null;

  constructor(private readonly events: EventsRepository) {
    super();
  }

  async *export({ callIds }: Traces): AsyncGenerator<object> {
    if (callIds.length > 0) yield* this.events.eachOfCalls(callIds);
  }

  override async count({ callIds }: Traces): Promise<number> {
    return callIds.length > 0 ? this.events.countOfCalls(callIds) : 0;
  }

  async erase({ callIds }: Traces): Promise<void> {
    if (callIds.length > 0) await this.events.removeOfCalls(callIds);
  }
}

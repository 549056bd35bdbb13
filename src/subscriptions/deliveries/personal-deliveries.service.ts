import { Injectable } from '@nestjs/common';
import { PersonalData, type Traces } from '../../common/personal-data.js';
import { DeliveriesRepository } from './deliveries.repository.js';

/** How endpoints answered, who may have repeated what they were told. */
@Injectable()
export class PersonalDeliveries extends PersonalData {
  readonly collection = 'deliveries';
  readonly kept = null;

  constructor(private readonly deliveries: DeliveriesRepository) {
    super();
  }

  async *export({ callIds }: Traces): AsyncGenerator<object> {
    if (callIds.length > 0) yield* this.deliveries.eachOfCalls(callIds);
  }

  override async count({ callIds }: Traces): Promise<number> {
    return callIds.length > 0 ? this.deliveries.countOfCalls(callIds) : 0;
  }

  async erase({ callIds }: Traces): Promise<void> {
    if (callIds.length > 0) await this.deliveries.removeOfCalls(callIds);
  }
}

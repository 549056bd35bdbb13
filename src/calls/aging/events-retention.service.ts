import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { Environment } from '../../config/environment.js';
import { oneByOne } from '../../retention/retained.js';
import { RetentionService } from '../../retention/retention.service.js';
import { UnmatchedEventsRepository } from '../news/unmatched-events.repository.js';
import { AgingCallsRepository } from './aging-calls.repository.js';

/** Has the fields of callbacks deleted when their days are over. */
@Injectable()
export class EventsRetentionService implements OnModuleInit {
  constructor(
    private readonly calls: AgingCallsRepository,
    private readonly unmatched: UnmatchedEventsRepository,
    private readonly retention: RetentionService,
    private readonly clock: Clock,
    private readonly settings: Environment,
  ) {}

  onModuleInit(): void {
    const { retentionEventsDays: days } = this.settings;
    this.retention.retain({
      ...{ what: 'callbacks of calls', days },
      find: (before, skip, limit) => this.calls.findOlder(before, skip, limit),
      ...oneByOne((id) => this.calls.forgetFields(id, new Date(this.clock.wall()))),
    });
    this.retention.retain({
      ...{ what: 'callbacks without a call', days },
      find: (before, skip, limit) => this.calls.findOlderUnmatched(before, skip, limit),
      ...oneByOne(async (key) => {
        await this.unmatched.remove(key);
        return true;
      }),
    });
  }
}

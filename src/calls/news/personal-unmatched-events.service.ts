import { Injectable } from '@nestjs/common';
import { PersonalData, type Traces } from '../../common/personal-data.js';
import { UnmatchedEventsRepository } from './unmatched-events.repository.js';

const AT_ONCE = 500;

/** What Twilio told of calls that nobody knows here, or not under this SID. */
@Injectable()
export class PersonalUnmatchedEvents extends PersonalData {
  readonly collection = 'unmatched_events';
  readonly kept = null;

  constructor(private readonly unmatched: UnmatchedEventsRepository) {
    super();
  }

  async *export(traces: Traces): AsyncGenerator<object> {
    for await (const { callSid, callback } of this.unmatched.eachOf(traces)) yield { callSid, ...callback };
  }

  async erase(traces: Traces): Promise<void> {
    for (;;) {
      const found = await this.unmatched.findOf(traces, AT_ONCE);
      await this.unmatched.removeAll(found.map(({ key }) => key));
      if (found.length < AT_ONCE) return;
    }
  }
}

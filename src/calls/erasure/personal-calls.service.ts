import { Injectable } from '@nestjs/common';
import { type ErasureTraces, PersonalData, type Traces } from '../../common/personal-data.js';
import { CallsService } from '../view/calls.service.js';
import { toCallDto } from '../view/call.mapper.js';
import { CallErasureService } from './call-erasure.service.js';

/** Calls with all that was told of them. */
@Injectable()
export class PersonalCalls extends PersonalData {
  readonly collection = 'calls';
  readonly kept =
    'of each call when it was, how it went and what it cost, with the SIDs of Twilio, so that what comes late is known and not kept; and who asked for it, by the id of the key or person';

  constructor(
    private readonly calls: CallsService,
    private readonly erasure: CallErasureService,
  ) {
    super();
  }

  async *export({ callIds }: Traces): AsyncGenerator<object> {
    for (const id of callIds) {
      const call = await this.erasure.read(id);
      if (!call) continue;
      const { attempts, steps } = call;
      const told = attempts.flatMap(({ n, events = [] }) =>
        events.map((event) => ({ attempt: n, ...event })),
      );
      yield {
        call: toCallDto(await this.calls.getDetails(id)),
        metadata: call.plan?.metadata ?? null,
        told,
        steps,
      };
    }
  }

  async erase({ callIds, erasureId }: ErasureTraces): Promise<void> {
    for (const id of callIds) await this.erasure.erase(id, erasureId);
  }
}

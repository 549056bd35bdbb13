import { Injectable, Logger } from '@nestjs/common';
import type { ToldCall, UntoldCall } from '../calls/telling/untold.js';
import { UntoldCallsService } from '../calls/telling/untold-calls.service.js';
import type { Event } from './events/event.js';
import { eventsOfCall } from './events/events-of-call.js';
import { FanOutService } from './fan-out.service.js';
import { KnownSubscriptions } from './known-subscriptions.service.js';

const CALLS_AT_ONCE = 100;

/**
 * Makes events of what was written with the changes of calls. Each step may be done twice, by two at once, or never: an
 * event's id comes from its call and number, and a call's entries stay until its events are written down.
 */
@Injectable()
export class RelayService {
  private readonly logger = new Logger('Subscriptions');

  constructor(
    private readonly calls: UntoldCallsService,
    private readonly known: KnownSubscriptions,
    private readonly fanOut: FanOutService,
  ) {}

  /** Tells all that is untold; answers which endpoints have something to be sent. The signal stops it early. */
  async catchUp(stopping?: AbortSignal): Promise<Set<string>> {
    const rung = new Set<string>();
    while (!stopping?.aborted) {
      const found = await this.calls.find(CALLS_AT_ONCE);
      const settled = await this.relay(found, rung);
      // What was not settled has changed meanwhile, or is another instance's: it is found at the next look.
      if (found.length < CALLS_AT_ONCE || settled === 0) break;
    }
    return rung;
  }

  private async relay(found: UntoldCall[], rung: Set<string>): Promise<number> {
    const isAny = this.known.isAny;
    const events: Event[] = [];
    const told: ToldCall[] = [];
    for (const each of found) {
      const known = { entries: each.entries.length, said: each.said?.count };
      const made = isAny ? this.eventsOf(each) : { events: [] };
      if (!made) continue;
      events.push(...made.events);
      told.push({ id: each.call.id, found: known, ...('said' in made && { said: made.said }) });
    }
    for (const id of await this.fanOut.tell(events, this.known.enabled)) rung.add(id);
    return this.calls.settle(told);
  }

  /** One call that cannot be told of keeps no other from being told of. */
  private eventsOf(found: UntoldCall): ReturnType<typeof eventsOfCall> | null {
    try {
      return eventsOfCall(found, new Date());
    } catch (error) {
      this.logger.error(`Call ${found.call.id} cannot be told of`, error);
      return null;
    }
  }
}

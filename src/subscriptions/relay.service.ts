import { Injectable, Logger } from '@nestjs/common';
import { Interest } from '../calls/events/interest.service.js';
import type { NewsOfCall, TellingOf, UntoldCall } from '../calls/telling/untold.js';
import { UntoldCallsService } from '../calls/telling/untold-calls.service.js';
import type { NewEvent } from './events/event.js';
import type { EventType } from './events/event-types.js';
import { newsOfCall } from './events/news-of-call.js';
import { DisablingService } from './disabling.service.js';
import { FanOutService } from './fan-out.service.js';
import { KnownSubscriptions } from './known-subscriptions.service.js';

const CALLS_AT_ONCE = 100;

/** Which endpoints have something to be sent, and whether there is more to tell. */
export interface Relayed {
  rung: string[];
  isMore: boolean;
}

const NOT_YET: Relayed = { rung: [], isMore: true };

const eventsOf = ({ id, news }: TellingOf): NewEvent[] =>
  news.map((each) => ({ ...each, type: each.type as EventType, callId: id }));

/**
 * Makes events of what was written with the changes of calls. Each step may be done twice, by two at once, or never: what
 * is told is fixed in the call first, with its numbers, and stays there until its events are written down.
 */
@Injectable()
export class RelayService {
  private readonly logger = new Logger('Subscriptions');
  /** They would be found again and again, and keep others from being found. */
  private readonly untellable = new Set<string>();

  constructor(
    private readonly calls: UntoldCallsService,
    private readonly interest: Interest,
    private readonly known: KnownSubscriptions,
    private readonly fanOut: FanOutService,
    private readonly disabling: DisablingService,
  ) {}

  /** Tells of some calls; of none while it is not known whether anybody is to hear it. */
  async tellSome(): Promise<Relayed> {
    if (!this.interest.isKnown) return NOT_YET;
    const { calls, unreadable } = await this.calls.find(CALLS_AT_ONCE, [...this.untellable]);
    for (const { id, error } of unreadable) this.leaveOut(id, error);
    // A slow read finds what happened since, and who wants to hear that is not known.
    if (!this.interest.isKnown) return NOT_YET;
    const isAny = this.known.isAny;
    const fixed = await this.calls.fix(calls.flatMap((each) => this.newsOf(each, isAny)));
    // So does a slow write, which answers what others have fixed.
    if (!this.interest.isKnown) return NOT_YET;
    const rung = await this.fanOut.tell(fixed.flatMap(eventsOf), this.known.enabled);
    await this.calls.settle(fixed);
    return { rung, isMore: calls.length + unreadable.length === CALLS_AT_ONCE };
  }

  /** Whoever disabled an endpoint was to tell the others so, and has perhaps ended before. Answers which are rung. */
  async announce(): Promise<string[]> {
    return this.known.untold.length > 0 ? this.disabling.announce() : [];
  }

  /** One call that cannot be told of keeps no other from being told of. */
  private newsOf(found: UntoldCall, isAny: boolean): NewsOfCall[] {
    if (found.telling || !isAny) return [{ found, news: [] }];
    try {
      return [{ found, ...newsOfCall(found) }];
    } catch (error) {
      this.leaveOut(found.call.id, error);
      return [];
    }
  }

  private leaveOut(id: string, error: unknown): void {
    this.untellable.add(id);
    this.logger.error(`Call ${id} cannot be told of`, error);
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { LanesRepository } from '../lanes/lanes.repository.js';
import type { Wait } from '../model/call.js';
import type { AttemptRef, CallChange } from './call-change.js';
import { hasChanged, type StoredChange } from './change-outcome.js';
import { type AttemptMatch, CallChangesRepository } from './call-changes.repository.js';
import { waitIn } from './wait-in.js';

/** That a call has changed, and how. */
export interface CallChanged {
  callId: string;
  change: CallChange;
}

export type CallSubscriber = (news: CallChanged) => void | Promise<void>;

/** The one door for changes of calls: each is stored in one write, then told to whoever subscribed. */
@Injectable()
export class CallEventsService {
  private readonly logger = new Logger(CallEventsService.name);
  private readonly subscribers = new Set<CallSubscriber>();
  private readonly ringers = new Set<(wait: Wait) => void>();

  constructor(
    private readonly changes: CallChangesRepository,
    private readonly lanes: LanesRepository,
  ) {}

  /** Stores the change, and where it is applied what belongs to it; the call's version rises by one then. */
  async record(change: CallChange, alsoStore?: () => Promise<unknown>): Promise<StoredChange> {
    const stored = await this.store(change);
    if (hasChanged(stored.outcome)) await alsoStore?.();
    if (stored.callId !== undefined && hasChanged(stored.outcome)) {
      const news = { callId: stored.callId, change };
      await this.ring(news);
      for (const subscriber of this.subscribers) setImmediate(() => void this.tell(subscriber, news));
    }
    return stored;
  }

  /** The same, for a change that is either applied or refused. */
  async apply(change: CallChange): Promise<boolean> {
    return hasChanged((await this.record(change)).outcome);
  }

  findAttempt(ref: AttemptRef): Promise<AttemptMatch> {
    return this.changes.findAttempt(ref);
  }

  /**
   * Has each change told in this process, after it is stored and without delay to who made it. It is a hint that is
   * lost with the process: who must miss nothing stores the version of each call that it has handled, and catches up.
   * Answers how to end the subscription.
   */
  subscribe(subscriber: CallSubscriber): () => void {
    this.subscribers.add(subscriber);
    return () => void this.subscribers.delete(subscriber);
  }

  /** Has it told of each lane that may not know yet that a call waits in it. */
  onMissedRing(ringer: (wait: Wait) => void): void {
    this.ringers.add(ringer);
  }

  private async store(change: CallChange): Promise<StoredChange> {
    try {
      return await this.changes.store(change);
    } catch (error) {
      // It may be stored all the same, and then nobody rings.
      if (change.kind !== 'requested' || change.isAskedAgain) this.missRing(waitIn(change));
      throw error;
    }
  }

  /** A call is put into its lane by two writes; this is the second. */
  private async ring({ callId, change }: CallChanged): Promise<void> {
    const wait = waitIn(change);
    try {
      if (wait) await this.lanes.ring(wait.lane, wait.dueAt);
    } catch (error) {
      this.logger.error(`Call ${callId}: its lane could not be told of it yet`, error);
      this.missRing(wait);
    }
  }

  private missRing(wait: Wait | undefined): void {
    if (wait) for (const ringer of this.ringers) ringer(wait);
  }

  private async tell(subscriber: CallSubscriber, news: CallChanged): Promise<void> {
    try {
      await subscriber(news);
    } catch (error) {
      this.logger.error(`Call ${news.callId}: a subscriber failed on its ${news.change.kind} event`, error);
    }
  }
}

import { Injectable, Logger } from '@nestjs/common';
import type { UncountedCall } from '../calls/counting/uncounted.js';
import { UncountedCallsService } from '../calls/counting/uncounted-calls.service.js';
import type { Call } from '../calls/model/call.js';
import type { Feedback } from '../feedback/feedback.js';
import { FeedbackService } from '../feedback/feedback.service.js';
import { AnalyticsRepository } from './analytics.repository.js';
import { type Contribution, contributionOf } from './contribution.js';
import { type Entry, entryOf } from './summary.js';

/** A database that looks for each in a list of all of them takes longer for more. */
const CALLS_AT_ONCE = 200;
const QUARTERS_AT_ONCE = 200;

/** A call as it is to be put into the summaries, and what it can be found by from then on. */
export interface Counted {
  entry: Entry;
  results: string[];
}

/**
 * Counts calls into the summaries, very many by few writes. Each step may be done twice, by two at once, or never: a call
 * stays uncounted until its entry is put, and a quarter-hour stays stale until it is summed up after that.
 */
@Injectable()
export class CountingService {
  private readonly logger = new Logger('Analytics');

  constructor(
    private readonly calls: UncountedCallsService,
    private readonly feedback: FeedbackService,
    private readonly analytics: AnalyticsRepository,
  ) {}

  /** Counts all that is uncounted. The signal stops it early. */
  async catchUp(stopping?: AbortSignal): Promise<void> {
    for await (const found of this.calls.find(CALLS_AT_ONCE)) {
      if (stopping?.aborted) return;
      await this.count(found);
    }
    await this.sumUp(stopping);
  }

  /** What calls, which were just read, are counted as. */
  async countedAs(calls: Call[]): Promise<Counted[]> {
    const feedback = await this.feedback.findByCallIds(calls.map(({ id }) => id));
    return calls.map((call) => {
      const contribution = this.contributionOf(call, feedback.get(call.id) ?? null);
      return { entry: entryOf(call.id, call.version, contribution), results: contribution.results };
    });
  }

  /** Which sets there are is asked after the calls are read: who begins one reads all calls afterwards. */
  private async count(found: UncountedCall[]): Promise<void> {
    if (found.length === 0) return;
    const { current, building } = await this.analytics.generations();
    const counted = await this.countedAs(found.map(({ call }) => call));
    await this.analytics.put(
      building === undefined ? [current] : [current, building],
      counted.map(({ entry }) => entry),
    );
    await this.calls.settle(
      found.map(({ call: { id, version }, uncounted }, i) => {
        return { id, version, uncounted, results: counted[i]?.results ?? [] };
      }),
    );
  }

  /** One call that cannot be counted keeps no other from being counted. */
  private contributionOf(call: Call, feedback: Feedback | null): Contribution {
    try {
      return contributionOf(call, feedback);
    } catch (error) {
      this.logger.error(`Call ${call.id} cannot be counted`, error);
      return { parts: [], results: [], hasNotes: false };
    }
  }

  /** Sums up every quarter-hour that is stale. */
  private async sumUp(stopping?: AbortSignal): Promise<void> {
    for await (const stale of this.analytics.findStale(QUARTERS_AT_ONCE)) {
      if (stopping?.aborted) return;
      await this.analytics.sumUp(stale);
    }
  }
}

import { Injectable, Logger } from '@nestjs/common';
import type { UncountedCall } from '../calls/counting/uncounted.js';
import { UncountedCallsService } from '../calls/counting/uncounted-calls.service.js';
import type { Call } from '../calls/model/call.js';
import type { Feedback } from '../feedback/feedback.js';
import { FeedbackService } from '../feedback/feedback.service.js';
import { AnalyticsRepository } from './analytics.repository.js';
import { type Contribution, contributionOf } from './contribution.js';
import { entryOf } from './summary.js';

const CALLS_AT_ONCE = 500;
const QUARTERS_AT_ONCE = 200;

/**
 * Counts calls into the summaries. Each step may be done twice, by two at once, or never: a call stays uncounted until its
 * entry is put, and a quarter-hour stays stale until it is summed up after that.
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
    for (let isMore = true; isMore && !stopping?.aborted;) {
      const found = await this.calls.find(CALLS_AT_ONCE);
      await this.count(found);
      isMore = found.length === CALLS_AT_ONCE;
    }
    await this.sumUp(stopping);
  }

  /** Which sets there are is asked after the calls are read: who begins one marks all calls afterwards. */
  async count(found: UncountedCall[]): Promise<void> {
    if (found.length === 0) return;
    const { current, building } = await this.analytics.generations();
    const feedback = await this.feedback.findByCallIds(found.map(({ call }) => call.id));
    const counted = found.map(({ call, uncounted }) => {
      const contribution = this.contributionOf(call, feedback.get(call.id) ?? null);
      const { id, version } = call;
      return {
        entry: entryOf(id, version, contribution),
        settled: { id, version, uncounted, results: contribution.results },
      };
    });
    await this.analytics.put(
      building === undefined ? [current] : [current, building],
      counted.map(({ entry }) => entry),
    );
    await this.calls.settle(counted.map(({ settled }) => settled));
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
  async sumUp(stopping?: AbortSignal): Promise<void> {
    for (let isMore = true; isMore && !stopping?.aborted;) {
      const stale = await this.analytics.findStale(QUARTERS_AT_ONCE);
      for (const each of stale) if (!stopping?.aborted) await this.analytics.sumUp(each);
      isMore = stale.length === QUARTERS_AT_ONCE;
    }
  }
}

import { Injectable } from '@nestjs/common';
import type { KnownCall } from '../calls/counting/uncounted.js';
import { UncountedCallsService } from '../calls/counting/uncounted-calls.service.js';
import { AnalyticsRepository } from './analytics.repository.js';
import { CountingService } from './counting.service.js';

const CALLS_AT_ONCE = 200;

/** Makes all summaries anew, beside those that are read meanwhile. */
@Injectable()
export class RebuildService {
  constructor(
    private readonly calls: UncountedCallsService,
    private readonly counting: CountingService,
    private readonly analytics: AnalyticsRepository,
  ) {}

  /** Answers how many calls were counted; null where another rebuild was begun meanwhile, which goes on. */
  async rebuild(): Promise<number | null> {
    const generation = await this.analytics.begin();
    let count = 0;
    for await (const found of this.calls.each(CALLS_AT_ONCE)) {
      const { building } = await this.analytics.generations();
      if (building !== generation) return null;
      await this.countInto(generation, found);
      count += found.length;
    }
    await this.counting.catchUp();
    return (await this.analytics.switchTo(generation)) ? count : null;
  }

  /**
   * Whoever reads a later change of one of these calls asks afterwards which sets there are, and puts it into this one too.
   * A call that is to be found by something else than before is marked, so that this is stored with it.
   */
  private async countInto(generation: number, found: KnownCall[]): Promise<void> {
    const counted = await this.counting.countedAs(found.map(({ call }) => call));
    await this.analytics.put(
      [generation],
      counted.map(({ entry }) => entry),
    );
    const isOther = ({ results }: KnownCall, i: number): boolean =>
      results.join(' ') !== counted[i]?.results.join(' ');
    await this.calls.mark(found.filter(isOther).map(({ call }) => call.id));
  }
}

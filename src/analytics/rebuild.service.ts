import { Injectable } from '@nestjs/common';
import { UncountedCallsService } from '../calls/counting/uncounted-calls.service.js';
import { AnalyticsRepository } from './analytics.repository.js';
import { CountingService } from './counting.service.js';

const CALLS_AT_ONCE = 500;

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
    for await (const found of this.calls.all(CALLS_AT_ONCE)) {
      await this.counting.count(found);
      count += found.length;
    }
    await this.counting.catchUp();
    return (await this.analytics.switchTo(generation)) ? count : null;
  }
}

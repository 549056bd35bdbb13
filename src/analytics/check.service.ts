import { Injectable } from '@nestjs/common';
import { UncountedCallsService } from '../calls/counting/uncounted-calls.service.js';
import { FeedbackService } from '../feedback/feedback.service.js';
import { AnalyticsRepository } from './analytics.repository.js';
import { contributionOf, type Part } from './contribution.js';
import { CountingService } from './counting.service.js';
import type { Summary } from './summary.js';

const CALLS_AT_ONCE = 200;
/** Calls that change while they are counted make a difference that is none. */
const TRIES = 3;

/** What was counted anew, and each number that the summaries have otherwise. */
export interface CheckReport {
  calls: number;
  differences: string[];
}

/** Numbers by quarter-hour, group and key. */
class Numbers extends Map<string, number> {
  add({ at, counts }: Part): void {
    for (const [name, count] of Object.entries(counts))
      this.set(`${at} ${name}`, (this.get(`${at} ${name}`) ?? 0) + count);
  }

  addSummary({ at, groups }: Summary): void {
    for (const [group, counts] of Object.entries(groups))
      for (const [key, count] of Object.entries(counts)) this.set(`${at} ${group}/${key}`, count);
  }
}

/** Counts all calls anew, and compares. */
@Injectable()
export class CheckService {
  constructor(
    private readonly calls: UncountedCallsService,
    private readonly feedback: FeedbackService,
    private readonly counting: CountingService,
    private readonly analytics: AnalyticsRepository,
  ) {}

  async check(): Promise<CheckReport> {
    for (let left = TRIES; ; left -= 1) {
      await this.counting.catchUp();
      const report = await this.compare();
      if (report.differences.length === 0 || left <= 1) return report;
    }
  }

  private async compare(): Promise<CheckReport> {
    const counted = new Numbers();
    let calls = 0;
    for await (const known of this.calls.each(CALLS_AT_ONCE)) {
      const found = known.map(({ call }) => call);
      const feedback = await this.feedback.findByCallIds(found.map(({ id }) => id));
      for (const call of found)
        for (const part of contributionOf(call, feedback.get(call.id) ?? null).parts) counted.add(part);
      calls += found.length;
    }
    const summed = new Numbers();
    for (const summary of await this.analytics.readAll()) summed.addSummary(summary);
    const names = [...new Set([...counted.keys(), ...summed.keys()])].sort();
    const differences = names
      .filter((name) => (counted.get(name) ?? 0) !== (summed.get(name) ?? 0))
      .map((name) => `${name}: ${summed.get(name) ?? 0}, counted anew ${counted.get(name) ?? 0}`);
    return { calls, differences };
  }
}

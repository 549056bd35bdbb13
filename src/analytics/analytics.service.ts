import { Injectable } from '@nestjs/common';
import { type DaySpan, frameOf } from '../common/quarter-hours.js';
import type { Feedback } from '../feedback/feedback.js';
import { FeedbackService } from '../feedback/feedback.service.js';
import { AnalyticsRepository } from './analytics.repository.js';
import type { Results } from './report.js';

const NOTES_SHOWN = 20;

/** What became of the calls of some days, from the summaries alone. */
@Injectable()
export class AnalyticsService {
  constructor(
    private readonly analytics: AnalyticsRepository,
    private readonly feedback: FeedbackService,
  ) {}

  /** With these groups alone. */
  async read(span: DaySpan, groups: string[]): Promise<Results> {
    const frame = frameOf(span);
    const [first = 0, end = 0] = [frame.starts[0], frame.starts.at(-1)];
    return { frame, summaries: await this.analytics.read(first, end, groups) };
  }

  /** Feedback with notes on the latest calls of these days. */
  async latestNotes({ frame: { starts } }: Results): Promise<Feedback[]> {
    const ids = await this.analytics.findNoted(starts[0] ?? 0, starts.at(-1) ?? 0, NOTES_SHOWN);
    const feedback = await this.feedback.findByCallIds(ids);
    return ids.flatMap((id) => feedback.get(id) ?? []).filter(({ notes }) => notes);
  }
}

import { Injectable } from '@nestjs/common';
import { FeedbackService } from '../../feedback/feedback.service.js';
import type { Recording } from '../../recordings/recording.js';
import { RecordingsService } from '../../recordings/recordings.service.js';
import type { CallListPart } from '../list/call-list.js';
import { CallListService, type CallSearch } from '../list/call-list.service.js';
import { CallsRepository } from '../model/calls.repository.js';
import type { CallDetails } from '../view/calls.service.js';
import { type FeedbackOnCall, isWithin, type OfCalls } from './exported.js';
import { TooManyExportsError } from './exports.errors.js';

/** So many are read at once, and held until they are sent. */
const PAGE = 1_000;
const MOST_AT_ONCE = 8;

/**
 * All calls, feedback or recordings that a filter lets through, in pages, newest first. Whoever goes through the pages
 * decides how fast, and may stop at each; some are empty, so that there are such moments also where nothing is found.
 */
@Injectable()
export class ExportsService {
  private running = 0;

  constructor(
    private readonly lists: CallListService,
    private readonly calls: CallsRepository,
    private readonly feedback: FeedbackService,
    private readonly recordings: RecordingsService,
  ) {}

  /** Throws TooManyExportsError at the first page. */
  callPages(search: CallSearch): AsyncGenerator<CallDetails[]> {
    return this.counted(this.pagesOf(search));
  }

  /** By the time of the feedback; of a user or of calls that are named, by the time of the call. Throws as `callPages`. */
  feedbackPages(wanted: OfCalls): AsyncGenerator<FeedbackOnCall[]> {
    return this.counted(isOfAll(wanted) ? this.feedbackWithin(wanted) : this.feedbackOf(wanted));
  }

  /** By the time of the recording; of a user or of calls that are named, by the time of the call. Throws as `callPages`. */
  recordingPages(wanted: OfCalls): AsyncGenerator<Recording[]> {
    return this.counted(isOfAll(wanted) ? this.recordings.newest(wanted, PAGE) : this.recordingsOf(wanted));
  }

  private async *counted<T>(pages: AsyncGenerator<T>): AsyncGenerator<T> {
    if (this.running >= MOST_AT_ONCE) throw new TooManyExportsError(MOST_AT_ONCE);
    this.running += 1;
    try {
      yield* pages;
    } finally {
      this.running -= 1;
    }
  }

  /** Each goes on where the one before has ended: what is made meanwhile moves nothing. */
  private async *pagesOf(search: CallSearch): AsyncGenerator<CallDetails[]> {
    let part: CallListPart | null = { page: 1, pageSize: PAGE, total: 'none' };
    while (part) {
      const { data, next } = await this.lists.search(search, part);
      yield data;
      part = next && { after: next, pageSize: PAGE };
    }
  }

  private async *feedbackWithin(wanted: OfCalls): AsyncGenerator<FeedbackOnCall[]> {
    for await (const page of this.feedback.newest(wanted, PAGE)) {
      const found = page.length > 0 ? await this.calls.findByIds(page.map(({ callId }) => callId)) : [];
      const calls = new Map(found.map((call) => [call.id, call]));
      yield page.flatMap((feedback) => {
        const call = calls.get(feedback.callId);
        return call ? [{ call, feedback }] : [];
      });
    }
  }

  private async *feedbackOf(wanted: OfCalls): AsyncGenerator<FeedbackOnCall[]> {
    for await (const page of this.callsOf(wanted))
      yield page.flatMap(({ call, feedback }) =>
        feedback && isWithin(wanted, feedback) ? [{ call, feedback }] : [],
      );
  }

  private async *recordingsOf(wanted: OfCalls): AsyncGenerator<Recording[]> {
    for await (const page of this.callsOf(wanted))
      yield page.flatMap(({ recordings }) =>
        recordings.filter((each) => isWithin(wanted, each)).toReversed(),
      );
  }

  /** Whenever they were made: what is said of a call comes later, in its own time. */
  private callsOf({ user, ids }: OfCalls): AsyncGenerator<CallDetails[]> {
    return this.pagesOf({ ...(user !== undefined && { user }), ...(ids && { ids }) });
  }
}

const isOfAll = ({ user, ids }: OfCalls): boolean => user === undefined && ids === undefined;

import type { CallFilter, CallList, CallListPart } from './call-list.js';

/** Where calls are listed, without their attempts' events. */
export abstract class CallListRepository {
  /**
   * Newest first. Parts that follow each other by position hold each call once that was there at the start, whatever
   * is made meanwhile. Where several conditions are combined a part may hold fewer than it has place for, or none, and
   * another follow: a bounded number of calls is looked at for each, unless all are to be counted.
   */
  abstract find(filter: CallFilter, part: CallListPart): Promise<CallList>;
}

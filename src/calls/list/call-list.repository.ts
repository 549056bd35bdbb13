import type { CallFilter, CallList, CallListPart } from './call-list.js';

/** Where calls are listed, without their attempts' events. */
export abstract class CallListRepository {
  /**
   * Newest first. Parts that follow each other by position hold each call once that was there at the start, whatever
   * is made meanwhile.
   */
  abstract find(filter: CallFilter, part: CallListPart): Promise<CallList>;
}

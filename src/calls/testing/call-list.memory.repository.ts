import { pageOffset } from '../../common/page.js';
import type { Call } from '../model/call.js';
import { callStatus } from '../model/call.js';
import {
  type CallFilter,
  type CallList,
  type CallListPart,
  callListOf,
  type CallPosition,
} from '../list/call-list.js';
import { CallListRepository } from '../list/call-list.repository.js';
import type { CallsMemoryRepository } from './calls.memory.repository.js';

/** Below zero where `a` is newer, or of the same millisecond with the greater id. */
const newestFirst = (a: CallPosition, b: CallPosition): number =>
  b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);

/** Lists the calls of a memory repository. */
export class CallListMemoryRepository extends CallListRepository {
  constructor(private readonly calls: CallsMemoryRepository) {
    super();
  }

  async find(filter: CallFilter, part: CallListPart): Promise<CallList> {
    const all = this.calls
      .all()
      .filter((call) => this.isWanted(call, filter))
      .sort(newestFirst);
    const rest =
      'page' in part ? all.slice(pageOffset(part)) : all.filter((call) => isAfter(call, part.after));
    const total = 'page' in part && part.total !== 'none' ? all.length : null;
    return callListOf({ total, atLeast: 0 }, part, rest.slice(0, part.pageSize + 1));
  }

  private isWanted(call: Call, filter: CallFilter): boolean {
    const { ids, statuses, userHandles, to, from, until, hasRecording, hasFeedback, campaignId, metadata } =
      filter;
    const { result, anyResult } = filter;
    const results = this.calls.results.get(call.id) ?? [];
    return (
      (ids?.includes(call.id) ?? true) &&
      (statuses?.includes(callStatus(call)) ?? true) &&
      (userHandles?.includes(call.userExternalId) ?? true) &&
      (to === undefined || call.to === to) &&
      (campaignId === undefined || call.plan?.campaignId === campaignId) &&
      (!metadata || call.plan?.metadata?.[metadata[0]] === metadata[1]) &&
      (result === undefined || results.includes(result)) &&
      (anyResult?.some((each) => results.includes(each)) ?? true) &&
      (!from || call.createdAt >= from) &&
      (!until || call.createdAt < until) &&
      (hasRecording ?? this.calls.isMarked(call, 'hasRecording')) ===
        this.calls.isMarked(call, 'hasRecording') &&
      (hasFeedback ?? this.calls.isMarked(call, 'hasFeedback')) === this.calls.isMarked(call, 'hasFeedback')
    );
  }
}

const isAfter = (call: Call, after: CallPosition): boolean =>
  call.id !== after.id && newestFirst(after, call) < 0;

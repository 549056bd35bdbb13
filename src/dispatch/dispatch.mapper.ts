import type { Call } from '../calls/model/call.js';
import { toExplanationDtos } from '../calls/view/code-explanation.mapper.js';
import type { Page } from '../common/page.js';
import { stateOf } from '../pace/pace.js';
import type { DispatchOverview } from './dispatch.service.js';
import type { DispatchDto } from './dto/dispatch.dto.js';
import type { QueuedCallDto, QueuePageDto } from './dto/queue-page.dto.js';

export const toDispatchDto = (overview: DispatchOverview): DispatchDto => {
  const { pace, callsPerSecond, maxConcurrentCalls, nextSlotAt, waiting, live } = overview;
  const { openUntil, refusal } = pace.breaker;
  return {
    state: stateOf(pace),
    paused_at: pace.pausedAt ?? null,
    retry_at: openUntil ?? null,
    reason: refusal ?? null,
    explanations: toExplanationDtos(null, undefined, refusal?.code),
    calls_per_second: callsPerSecond,
    max_concurrent_calls: maxConcurrentCalls ?? null,
    next_slot_at: nextSlotAt,
    waiting,
    live,
  };
};

const toQueuedCallDto = ({
  id,
  to,
  userExternalId,
  createdAt,
  plan,
  queue,
  attempts,
}: Call): QueuedCallDto => ({
  call_id: id,
  user_external_id: userExternalId,
  to_number: to,
  priority: plan?.priority ?? 0,
  campaign_id: plan?.campaignId ?? null,
  created_at: createdAt,
  expires_at: plan?.expiresAt ?? null,
  attempts: attempts.length,
  waiting: { for: queue?.why ?? 'slot', until: queue?.dueAt ?? null },
});

export const toQueuePageDto = ({ total, page, pageSize, data }: Page<Call>): QueuePageDto => ({
  total,
  page,
  page_size: pageSize,
  data: data.map(toQueuedCallDto),
});

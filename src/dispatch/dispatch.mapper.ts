import type { Call } from '../calls/model/call.js';
import { priorityOf } from '../calls/model/lane.js';
import type { HeldUp } from '../calls/model/call-step.js';
import { toWaitingDto } from '../calls/view/call.mapper.js';
import { toExplanationDtos } from '../calls/view/code-explanation.mapper.js';
import { stateOf } from './dispatcher-record.js';
import type { DispatchOverview, QueuePage } from './dispatch.service.js';
import type { DispatchDto } from './dto/dispatch.dto.js';
import type { QueuedCallDto, QueuePageDto } from './dto/queue-page.dto.js';

export const toDispatchDto = (overview: DispatchOverview): DispatchDto => {
  const { record, callsPerSecond, maxConcurrentCalls, waiting, live } = overview;
  const { leader, pausedAt, tripped } = record;
  return {
    state: stateOf(record),
    paused_at: pausedAt ?? null,
    retry_at: tripped?.retryAt ?? null,
    reason: tripped?.refusal ?? null,
    explanations: toExplanationDtos(null, undefined, tripped?.refusal?.code),
    leader: leader && record.term !== null ? { name: leader.name, since: leader.since } : null,
    calls_per_second: callsPerSecond,
    max_concurrent_calls: maxConcurrentCalls ?? null,
    waiting,
    live,
  };
};

const toQueuedCallDto = (call: Call, heldUp: HeldUp | null): QueuedCallDto => ({
  call_id: call.id,
  user_external_id: call.userExternalId,
  to_number: call.to,
  priority: priorityOf(call),
  campaign_id: call.plan?.campaignId ?? null,
  created_at: call.createdAt,
  expires_at: call.wait?.expiresAt ?? null,
  attempts: call.attempts.length,
  waiting: toWaitingDto(call, heldUp) ?? { for: 'pace', until: null },
});

export const toQueuePageDto = ({ total, page, pageSize, data, heldUp }: QueuePage): QueuePageDto => ({
  total,
  page,
  page_size: pageSize,
  data: data.map((call) => toQueuedCallDto(call, heldUp)),
});

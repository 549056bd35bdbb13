import { readPlan, toCallPlan } from '../../plan/plan.mapper.js';
import type { CallRequest } from '../model/call.js';
import type { CreateCallDto } from './dto/create-call.dto.js';

/** `requestedBy` is the id of the key or person that asks. */
export const toCallRequest = (dto: CreateCallDto, requestedBy?: string): CallRequest => ({
  to: dto.to,
  userExternalId: dto.user_external_id,
  text: dto.script,
  recordingEnabled: dto.recording_enabled,
  plan: toCallPlan(dto),
  requestedBy,
  ringSeconds: dto.ring_timeout,
});

/** The same for one of many: it waits for its turn however long that takes, for nobody waits with it. */
export const toQueuedRequest = (dto: CreateCallDto, requestedBy?: string): CallRequest => {
  const request = toCallRequest(dto, requestedBy);
  return { ...request, plan: request.plan ?? readPlan(dto) };
};

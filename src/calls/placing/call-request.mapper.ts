import { toCallPlan } from '../../plan/plan.mapper.js';
import type { CallRequest } from '../model/call.js';
import type { CreateCallDto } from './dto/create-call.dto.js';

export const toCallRequest = (dto: CreateCallDto): CallRequest => ({
  to: dto.to,
  userExternalId: dto.user_external_id,
  text: dto.script,
  recordingEnabled: dto.recording_enabled,
  plan: toCallPlan(dto),
});

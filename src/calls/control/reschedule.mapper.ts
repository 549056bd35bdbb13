import { toPlanChanges } from '../../plan/plan.mapper.js';
import type { CallChanges } from './amendments.js';
import type { RescheduleDto } from './dto/reschedule.dto.js';

export const toCallChanges = (dto: RescheduleDto): CallChanges => ({
  plan: toPlanChanges(dto),
  text: dto.script,
  ringSeconds: dto.ring_timeout,
  recordingEnabled: dto.recording_enabled,
});

import type { FeedbackDto } from '../../feedback/dto/feedback.dto.js';
import type { Feedback } from '../../feedback/feedback.js';
import { toFeedbackDto } from '../../feedback/feedback.mapper.js';
import type { Call } from '../model/call.js';

const lastSid = ({ attempts }: Call): string | undefined => attempts.findLast(({ sid }) => sid)?.sid;

/** Feedback under the SID that was asked for; under the call's last one where none was, or its id while it has none. */
export const toCallFeedbackDto = (call: Call, feedback: Feedback, idOrSid = call.id): FeedbackDto =>
  toFeedbackDto(feedback, idOrSid === call.id ? (lastSid(call) ?? call.id) : idOrSid);

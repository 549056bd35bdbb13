import type { Column } from '../../common/csv.js';
import { toCallFeedbackDto } from '../view/call-feedback.mapper.js';
import type { FeedbackOnCall } from './exported.js';

export const FEEDBACK_COLUMNS: readonly Column[] = [
  'call_id',
  'call_sid',
  'call_quality',
  'agent_helpfulness',
  'resolution',
  'call_ease',
  'overall_satisfaction',
  'notes',
  'created_at',
].map((name) => ({ name }));

/** Feedback with the call that it is on, as a row and as a line. */
export const toFeedbackLine = ({ call, feedback }: FeedbackOnCall): object =>
  Object.assign({ call_id: call.id }, toCallFeedbackDto(call, feedback));

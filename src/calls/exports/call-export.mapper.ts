import { type Column, PLAIN_NUMBER, PLAIN_PHONE_NUMBER } from '../../common/csv.js';
import { toCallDto } from '../view/call.mapper.js';
import type { CallDetails } from '../view/calls.service.js';

const SCORES = [
  'call_quality',
  'agent_helpfulness',
  'resolution',
  'call_ease',
  'overall_satisfaction',
  'notes',
] as const;

const NAMES = [
  'call_id',
  'user_id',
  'user_external_id',
  'to_number',
  'status',
  'submission',
  'created_at',
  'started_at',
  'answered_at',
  'ended_at',
  'duration',
  'attempts',
  'twilio_sid',
  'direction',
  'answered_by',
  'sip_code',
  'failure_code',
  'failure_message',
  'price',
  'price_unit',
  'waiting_for',
  'scheduled_at',
  'expires_at',
  'priority',
  'campaign_id',
  'metadata',
  'script',
  'recording_enabled',
  'recordings',
  ...SCORES,
];

const PLAIN: Readonly<Record<string, RegExp>> = { to_number: PLAIN_PHONE_NUMBER, price: PLAIN_NUMBER };

/** What a table shows of a call; NDJSON has all of it. */
export const CALL_COLUMNS: readonly Column[] = NAMES.map((name) => ({
  name,
  ...(PLAIN[name] && { plain: PLAIN[name] }),
}));

/** A call as a row: of lists how long they are, and its metadata as JSON. */
export const toCallRow = (details: CallDetails): object => {
  const call = toCallDto(details);
  const { attempts, recordings, failure_reason: failure, metadata, feedback, waiting } = call;
  return Object.assign({}, call, {
    attempts: attempts.length,
    recordings: recordings.length,
    failure_code: failure?.code,
    failure_message: failure?.message,
    waiting_for: waiting?.for,
    metadata: metadata && JSON.stringify(metadata),
    ...Object.fromEntries(SCORES.map((name) => [name, feedback?.[name]])),
  });
};

import type { Call } from '../calls/call.js';
import type { CallRecording } from '../recordings/recording.js';
import { rfc2822 } from '../wire-format.js';

const PRICE_PER_MINUTE = 0.0025;

function recordingFields(call: Call, recording: CallRecording): Record<string, unknown> {
  const isReady = recording.status === 'completed';
  const minutes = Math.ceil((recording.durationSeconds ?? 0) / 60);
  return {
    account_sid: call.accountSid,
    api_version: '2010-04-01',
    call_sid: call.sid,
    conference_sid: null,
    date_created: rfc2822(recording.startTime),
    date_updated: rfc2822(recording.dateUpdated),
    start_time: rfc2822(recording.startTime),
    duration: recording.durationSeconds === null ? null : String(recording.durationSeconds),
    sid: recording.sid,
    price: isReady ? (-minutes * PRICE_PER_MINUTE).toFixed(5) : null,
    price_unit: 'USD',
    status: recording.status,
    channels: recording.wishes.channels,
    source: recording.source,
    error_code: null,
    encryption_details: null,
  };
}

/** The Recording resource of the account. */
export function recordingResource(
  call: Call,
  recording: CallRecording,
  mediaUrl: string,
): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${call.accountSid}/Recordings/${recording.sid}`;
  return {
    ...recordingFields(call, recording),
    uri: `${uri}.json`,
    subresource_uris: {
      add_on_results: `${uri}/AddOnResults.json`,
      transcriptions: `${uri}/Transcriptions.json`,
    },
    media_url: mediaUrl,
  };
}

/** The Recording resource below a call: it names the track, and links to nothing. */
export function callRecordingResource(call: Call, recording: CallRecording): Record<string, unknown> {
  return {
    ...recordingFields(call, recording),
    track: recording.wishes.track,
    uri: `/2010-04-01/Accounts/${call.accountSid}/Calls/${call.sid}/Recordings/${recording.sid}.json`,
  };
}

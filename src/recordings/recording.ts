import { type Evidence } from '../common/evidence.js';
import type { Copy } from './copies/copy.js';
import type { Removal } from './removal/removal.js';

/** From the first to the most telling; a recording's status never moves backwards. */
export const RECORDING_STATUSES = ['in-progress', 'absent', 'failed', 'completed'] as const;
export type RecordingStatus = (typeof RECORDING_STATUSES)[number];

export const TRANSCRIPTION_STATUSES = ['in-progress', 'failed', 'completed'] as const;
export type TranscriptionStatus = (typeof TRANSCRIPTION_STATUSES)[number];

interface Greatest {
  rank: number;
  durationSeconds: number;
  /** Twilio's address of the media, without extension. */
  url: string;
  channels: number;
  source: string;
  track: string;
  errorCode: number;
  transcriptionRank: number;
  transcriptionSid: string;
  transcriptionText: string;
}

interface Earliest {
  startedAt: Date;
}

/** What is known of a recording: the join of the evidence of all its events. */
export type RecordingState = Partial<Greatest & Earliest>;
export type RecordingEvidence = Evidence<Greatest, Earliest>;

/** One thing that Twilio told of a recording or its transcription. */
export interface RecordingEvent {
  key: string;
  /** Absent for a callback. */
  source?: 'callback' | 'api';
  receivedAt: Date;
  status?: RecordingStatus;
  transcriptionStatus?: TranscriptionStatus;
  details: Omit<RecordingState, 'rank' | 'transcriptionRank'>;
  params: Record<string, string>;
  /** The names of fields that were too long to be kept. */
  leftOut?: string[];
}

/** The call that a recording belongs to. */
export interface RecordingOwner {
  callId: string;
  attempt: number;
  callSid: string;
}

/** One recording of one attempt; its id is Twilio's RecordingSid. */
export interface Recording extends RecordingOwner, RecordingState {
  sid: string;
  createdAt: Date;
  /** Present once it is deleted. */
  removal?: Removal;
  /** Absent until it is to be copied. */
  copy?: Copy;
}

/** A recording with all that was told of it, in the order in which it was stored. */
export interface RecordingHistory {
  sid: string;
  attempt: number;
  events: RecordingEvent[];
}

/** Whether it tells how the recording or its transcription has ended. */
export const tellsRecordingEnd = ({ status, transcriptionStatus }: RecordingEvent): boolean =>
  [status, transcriptionStatus].some((each) => each !== undefined && each !== 'in-progress');

const rankIn = <T>(order: readonly T[], status: T | undefined): number | undefined =>
  status === undefined ? undefined : order.indexOf(status);

export const recordingEvidence = ({
  status,
  transcriptionStatus,
  details,
}: RecordingEvent): RecordingEvidence => {
  const { startedAt, ...greatest } = details;
  return {
    greatest: {
      ...greatest,
      rank: rankIn(RECORDING_STATUSES, status),
      transcriptionRank: rankIn(TRANSCRIPTION_STATUSES, transcriptionStatus),
    },
    earliest: { startedAt },
  };
};

/** Null while only transcriptions were told of: they do not tell the recording's status. */
export const recordingStatus = ({ rank }: RecordingState): RecordingStatus | null =>
  RECORDING_STATUSES[rank ?? -1] ?? null;

export const transcriptionStatus = ({ transcriptionRank }: RecordingState): TranscriptionStatus | null =>
  TRANSCRIPTION_STATUSES[transcriptionRank ?? -1] ?? null;

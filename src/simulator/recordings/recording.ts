import type { Endpoint, RecordingWishes } from '../calls/call-request.js';

export interface Transcription {
  readonly sid: string;
  readonly dateCreated: Date;
  dateUpdated: Date;
  status: 'in-progress' | 'completed' | 'failed';
  text: string | null;
}

/** A recording of a call, made by `<Record>` or by `Record=true`. */
export interface CallRecording {
  readonly sid: string;
  readonly callSid: string;
  readonly source: 'RecordVerb' | 'OutboundAPI';
  readonly startTime: Date;
  readonly wishes: RecordingWishes;
  /** Where its transcription is told; absent: it is not transcribed. */
  readonly transcribe?: Endpoint;
  status: 'in-progress' | 'processing' | 'completed' | 'absent';
  dateUpdated: Date;
  /** Whole seconds; null until known. */
  durationSeconds: number | null;
  /** What was said into it. */
  heard: string;
  transcription: Transcription | null;
}

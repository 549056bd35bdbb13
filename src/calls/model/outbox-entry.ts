import type { RecordingStatus, TranscriptionStatus } from '../../recordings/recording.js';
import type { FailureReason, WaitingFor, WishKind } from './call-step.js';

/** What a change is to others, in short; the rest of what they are told is in the call. */
export type OutboxNews =
  | { kind: 'created' | 'over' | 'rated' }
  | { kind: 'dialling'; n: number }
  | { kind: 'told'; n: number; rank: number; reason?: FailureReason }
  | { kind: 'waiting'; dueAt: Date; why: WaitingFor }
  | { kind: 'rescheduled'; dueAt: Date }
  | { kind: 'wished'; wish: WishKind }
  | { kind: 'recording'; sid: string; status: RecordingStatus }
  | { kind: 'transcription'; sid: string; status: Exclude<TranscriptionStatus, 'in-progress'> };

/** That a change is still to be told to others: it is written with the change, and taken away once it is told. */
export type OutboxEntry = OutboxNews & {
  /** When it happened, as far as is known. */
  at: Date;
};

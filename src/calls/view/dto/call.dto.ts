import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { FeedbackDto } from '../../../feedback/dto/feedback.dto.js';
import { PlanAnswerDto } from '../../../plan/dto/plan-answer.dto.js';
import { RecordingDto } from '../../../recordings/dto/recording.dto.js';
import type { Submission } from '../../model/call.js';
import type { HeldUp, WaitingFor } from '../../model/call-step.js';
import { CALL_STATUSES, type CallStatus } from '../../model/call-status.js';
import { CodeExplanationDto } from './code-explanation.dto.js';

const WAITING_FOR = ['time', 'retry', 'window', 'pace', 'pause', 'breaker', 'concurrency', 'error', 'rule'];

/** Why a call was not dialled. */
export class FailureReasonDto {
  /** Twilio's error code, or that of the failed connection. */
  code!: string;
  message!: string;
}

/** How an attempt went; a call's outcome is that of its last attempt. */
export class OutcomeDto {
  /** The first sign that Twilio dialled. */
  @ApiProperty({ type: Date, nullable: true })
  started_at!: Date | null;
  @ApiProperty({ type: Date, nullable: true })
  answered_at!: Date | null;
  @ApiProperty({ type: Date, nullable: true })
  ended_at!: Date | null;
  /** Seconds from answer to end. */
  @ApiProperty({ type: 'integer', nullable: true, example: 42 })
  duration!: number | null;
  /** Twilio's word, `outbound-api` as a rule. */
  @ApiProperty({ type: String, nullable: true, example: 'outbound-api' })
  direction!: string | null;
  /** Twilio's word, where it looked for an answering machine. */
  @ApiProperty({ type: String, nullable: true, example: 'human' })
  answered_by!: string | null;
  /** The SIP response that ended the dialling. */
  @ApiProperty({ type: 'integer', nullable: true, example: 200 })
  sip_code!: number | null;
  /** What Twilio charges, as it writes it: a decimal, negative for what is paid. Null until Twilio has told it. */
  @ApiProperty({ type: String, nullable: true, example: '-0.01300' })
  price!: string | null;
  /** The currency of the price, ISO 4217. */
  @ApiProperty({ type: String, nullable: true, example: 'USD' })
  price_unit!: string | null;
  @ApiProperty({ type: FailureReasonDto, nullable: true })
  failure_reason!: FailureReasonDto | null;
  /** The SIP code and the failure's code in words, as far as Atlas knows them. */
  @ApiProperty({ type: [CodeExplanationDto] })
  explanations!: CodeExplanationDto[];
}

/** One time that Twilio was asked to dial. */
export class AttemptDto extends OutcomeDto {
  /** Counts from 1. */
  n!: number;
  /** Twilio's call SID; null until it is known. */
  @ApiProperty({ type: String, nullable: true, example: 'CA0123456789abcdef0123456789abcdef' })
  sid!: string | null;
  @ApiProperty({ enum: ['accepted', 'refused', 'unsent', 'unknown'] })
  submission!: Submission;
  @ApiProperty({ enum: CALL_STATUSES })
  status!: CallStatus;
  /** When Atlas asked. */
  created_at!: Date;
}

/** What a call that is not dialled yet waits for. */
export class WaitingDto {
  /**
   * `time` it is scheduled, `retry` the pause after an attempt, `window` its calling hours, `pace` its turn, `pause` dispatch
   * is paused, `breaker` dialling has stopped, `concurrency` too many calls go on, `error` it could not be sent lately, `rule` a rule
   * about who may be called forbids it until then.
   */
  @ApiProperty({ enum: WAITING_FOR })
  for!: WaitingFor | HeldUp;
  /** Null for one that is due. */
  @ApiProperty({ type: Date, nullable: true })
  until!: Date | null;
}

/** One intent to reach a callee; its status, times and outcome are those of its last attempt. */
export class CallDto extends IntersectionType(OutcomeDto, PlanAnswerDto) {
  /** @example '7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11' */
  call_id!: string;
  /** Counts the changes of the call; it only rises. */
  @ApiProperty({ type: 'integer', example: 4 })
  version!: number;
  /** The user's id, or `user_external_id` while there is no such user. It, the next two and `script` are empty once the call was erased. */
  user_id!: string;
  /** @example 'patient-1042' */
  user_external_id!: string;
  /** @example '+14155550123' */
  to_number!: string;
  @ApiProperty({ enum: CALL_STATUSES, example: 'initiated' })
  status!: CallStatus;
  created_at!: Date;
  /** When all that tells of a person was taken out of it; null for every other call. */
  @ApiProperty({ type: Date, nullable: true, example: null })
  erased_at!: Date | null;
  /** The last attempt's SID; null until it is known. */
  @ApiProperty({ type: String, nullable: true, example: 'CA0123456789abcdef0123456789abcdef' })
  twilio_sid!: string | null;
  /** `unknown` while nobody can tell whether Twilio dialled, `pending` while Twilio was not asked yet. */
  @ApiProperty({ enum: ['accepted', 'refused', 'unsent', 'unknown', 'pending'], example: 'accepted' })
  submission!: Submission | 'pending';
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Hello. This is a reminder of your appointment tomorrow.',
  })
  script!: string | null;
  recording_enabled!: boolean;
  /** Seconds for which the phone rings, as the request said; null where RING_SECONDS does. */
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  ring_timeout!: number | null;
  /** What it waits for; null once it was dialled for the last time, or ended. */
  @ApiProperty({ type: WaitingDto, nullable: true, example: null })
  waiting!: WaitingDto | null;
  @ApiProperty({ type: [AttemptDto] })
  attempts!: AttemptDto[];
  /** Oldest first. */
  @ApiProperty({ type: [RecordingDto] })
  recordings!: RecordingDto[];
  /** Null until some is given. */
  @ApiProperty({ type: FeedbackDto, nullable: true })
  feedback!: FeedbackDto | null;
}

import { ApiProperty } from '@nestjs/swagger';
import { FailureReasonDto } from '../../calls/view/dto/call.dto.js';
import { CodeExplanationDto } from '../../calls/view/dto/code-explanation.dto.js';

export const DISPATCH_STATES = ['running', 'paused', 'tripped'] as const;

/** How the whole deployment dials. */
export class DispatchDto {
  /**
   * `tripped`: too many calls failed for reasons of Twilio's or of Atlas, or Twilio refused the account (`reason`); a
   * single one is tried at `retry_at`.
   */
  @ApiProperty({ enum: DISPATCH_STATES, example: 'running' })
  state!: (typeof DISPATCH_STATES)[number];
  @ApiProperty({ type: Date, nullable: true, example: null })
  paused_at!: Date | null;
  @ApiProperty({ type: Date, nullable: true, example: null })
  retry_at!: Date | null;
  /** Why Twilio refuses the account; null where that is not why it is tripped. */
  @ApiProperty({ type: FailureReasonDto, nullable: true, example: null })
  reason!: FailureReasonDto | null;
  /** What the reason's code means, and what to do. */
  @ApiProperty({ type: [CodeExplanationDto], example: [] })
  explanations!: CodeExplanationDto[];
  /** The limit that the pace keeps below. */
  @ApiProperty({ example: 1 })
  calls_per_second!: number;
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  max_concurrent_calls!: number | null;
  /** When a call that comes now would be dialled, were it alone. */
  next_slot_at!: Date;
  /** Calls that wait: for their time, after an attempt, or for a slot. */
  @ApiProperty({ type: 'integer', example: 0 })
  waiting!: number;
  /** Attempts that are not known to have ended. */
  @ApiProperty({ type: 'integer', example: 0 })
  live!: number;
}

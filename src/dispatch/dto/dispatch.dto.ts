import { ApiProperty } from '@nestjs/swagger';
import { FailureReasonDto } from '../../calls/view/dto/call.dto.js';
import { CodeExplanationDto } from '../../calls/view/dto/code-explanation.dto.js';

export const DISPATCH_STATES = ['running', 'paused', 'tripped'] as const;

/** The one instance that dials for all. */
export class LeaderDto {
  /** Its host, process, and a part that no other has. */
  @ApiProperty({ example: 'atlas-1 4711 1f6b4a8e' })
  name!: string;
  since!: Date;
}

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
  /** The instance that dials, and since when; null while none does. */
  @ApiProperty({ type: LeaderDto, nullable: true })
  leader!: LeaderDto | null;
  /** The limit that the pace keeps below. */
  @ApiProperty({ example: 1 })
  calls_per_second!: number;
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  max_concurrent_calls!: number | null;
  /** Calls that wait, whatever for. Where there are very many, counted some seconds ago. */
  @ApiProperty({ type: 'integer', example: 0 })
  waiting!: number;
  /** Attempts that are not known to have ended. */
  @ApiProperty({ type: 'integer', example: 0 })
  live!: number;
}

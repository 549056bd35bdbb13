import { ApiProperty } from '@nestjs/swagger';
import { MACHINE_DETECTIONS, type MachineDetection } from '../call-plan.js';
import { CallingWindowDto } from './calling-window.dto.js';
import { RetryDto } from './retry.dto.js';

/** The plan of a call as an answer tells it; each field null where the request left it out and nothing stands for it. */
export class PlanAnswerDto {
  @ApiProperty({ type: Date, nullable: true, example: '2026-03-02T15:00:00.000Z' })
  scheduled_at!: Date | null;
  @ApiProperty({ type: CallingWindowDto, nullable: true })
  calling_window!: CallingWindowDto | null;
  @ApiProperty({ type: RetryDto, nullable: true })
  retry!: RetryDto | null;
  @ApiProperty({ enum: MACHINE_DETECTIONS, example: 'none' })
  machine_detection!: MachineDetection;
  @ApiProperty({ type: Date, nullable: true, example: '2026-03-04T17:00:00.000Z' })
  expires_at!: Date | null;
  @ApiProperty({ type: 'integer', example: 0 })
  priority!: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    nullable: true,
    example: { clinic: 'north' },
  })
  metadata!: Record<string, string> | null;
  @ApiProperty({ type: String, nullable: true, example: 'spring-reminders' })
  campaign_id!: string | null;
}

import { ApiProperty } from '@nestjs/swagger';
import { WaitingDto } from '../../calls/view/dto/call.dto.js';

/** A call that waits to be dialled. */
export class QueuedCallDto {
  /** @example '7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11' */
  call_id!: string;
  /** @example 'patient-1042' */
  user_external_id!: string;
  /** @example '+14155550123' */
  to_number!: string;
  /** 0 to 9; 9 is dialled first. */
  @ApiProperty({ type: 'integer', example: 0 })
  priority!: number;
  @ApiProperty({ type: String, nullable: true, example: 'spring-reminders' })
  campaign_id!: string | null;
  created_at!: Date;
  @ApiProperty({ type: Date, nullable: true, example: null })
  expires_at!: Date | null;
  /** How often it was dialled already. */
  @ApiProperty({ type: 'integer', example: 0 })
  attempts!: number;
  waiting!: WaitingDto;
}

/** One page of the calls that wait, by when they are due. */
export class QueuePageDto {
  /** How many wait in all. */
  @ApiProperty({ type: 'integer', example: 1 })
  total!: number;
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;
  @ApiProperty({ type: 'integer', example: 10 })
  page_size!: number;
  @ApiProperty({ type: [QueuedCallDto] })
  data!: QueuedCallDto[];
}

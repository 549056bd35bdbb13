import { ApiProperty } from '@nestjs/swagger';
import { REMOVAL_REASONS, type RemovalReason } from '../removal.js';

/** Whether Twilio still has it. */
const AT_TWILIO = ['deleted', 'pending'] as const;

/** That a recording was deleted. */
export class RecordingDeletionDto {
  deleted_at!: Date;
  /** A request, the end of the days that recordings are kept, or the erasure of a person's data. */
  @ApiProperty({ enum: REMOVAL_REASONS })
  reason!: RemovalReason;
  /** `pending` while Twilio, or the store of its copy, may have it still; both are asked again until they have not. */
  @ApiProperty({ enum: AT_TWILIO })
  at_twilio!: (typeof AT_TWILIO)[number];
}

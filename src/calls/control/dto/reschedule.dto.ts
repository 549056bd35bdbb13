import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsClearableField } from '../../../common/validators/is-clearable-field.js';
import { IsIntegerBetween } from '../../../common/validators/is-integer-between.js';
import { IsJsonBoolean } from '../../../common/validators/is-json-boolean.js';
import { IsObjectOf } from '../../../common/validators/is-object-of.js';
import { IsOneOf } from '../../../common/validators/is-one-of.js';
import { IsText, textSchema } from '../../../common/validators/is-text.js';
import { IsTimestamp } from '../../../common/validators/is-timestamp.js';
import { MACHINE_DETECTIONS, type MachineDetection, MAX_PRIORITY } from '../../../plan/call-plan.js';
import { CallingWindowDto } from '../../../plan/dto/calling-window.dto.js';
import { RetryDto } from '../../../plan/dto/retry.dto.js';
import { SCRIPT } from '../../placing/dto/create-call.dto.js';

/** What is to change of a call that waits: what is left out stays, null stands for what a new call has without the field. */
export class RescheduleDto {
  /** Not dialled before, RFC 3339: in the future, at most 30 days ahead. Between attempts it stands for the pause. */
  @ApiPropertyOptional({ format: 'date-time', nullable: true })
  @IsClearableField()
  @IsTimestamp()
  scheduled_at?: string | null;

  /** The call, and each repeat of it, waits for this window to open. */
  @ApiPropertyOptional({ type: () => CallingWindowDto, nullable: true })
  @IsClearableField()
  @IsObjectOf(() => CallingWindowDto)
  calling_window?: CallingWindowDto | null;

  /** Replaced as a whole. What was dialled already counts, so there has to be an attempt left. */
  @ApiPropertyOptional({ type: () => RetryDto, nullable: true })
  @IsClearableField()
  @IsObjectOf(() => RetryDto)
  retry?: RetryDto | null;

  /** Whether Twilio looks for an answering machine, and whether it waits for the end of its greeting. */
  @ApiPropertyOptional({ enum: MACHINE_DETECTIONS, nullable: true })
  @IsClearableField()
  @IsOneOf(MACHINE_DETECTIONS)
  machine_detection?: MachineDetection | null;

  /** Not dialled at this moment or after it, RFC 3339. */
  @ApiPropertyOptional({ format: 'date-time', nullable: true })
  @IsClearableField()
  @IsTimestamp()
  expires_at?: string | null;

  /** 9 is dialled first. */
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: MAX_PRIORITY, nullable: true })
  @IsClearableField()
  @IsIntegerBetween(0, MAX_PRIORITY)
  priority?: number | null;

  /** What is said, at most 5,000 characters. Without it the callee is invited to leave a message. */
  @ApiPropertyOptional({ ...textSchema(SCRIPT), nullable: true })
  @IsClearableField()
  @IsText(SCRIPT)
  script?: string | null;

  /** Seconds for which the phone rings; without it RING_SECONDS. */
  @ApiPropertyOptional({ type: 'integer', minimum: 5, maximum: 600, nullable: true, example: 30 })
  @IsClearableField()
  @IsIntegerBetween(5, 600)
  ring_timeout?: number | null;

  /** Whether the answer is recorded; the callee is told so first. */
  @ApiPropertyOptional({ type: Boolean, nullable: true })
  @IsClearableField()
  @IsJsonBoolean()
  recording_enabled?: boolean | null;
}

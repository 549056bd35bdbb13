import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { E164_PATTERN, IsE164 } from '../../../common/validators/is-e164.js';
import { IsIntegerBetween } from '../../../common/validators/is-integer-between.js';
import { IsJsonBoolean } from '../../../common/validators/is-json-boolean.js';
import { IsOptionalField } from '../../../common/validators/is-optional-field.js';
import { IsText, textSchema } from '../../../common/validators/is-text.js';
import { PlanFieldsDto } from '../../../plan/dto/plan.dto.js';

const USER = { min: 1, max: 255, oneLine: true };
export const SCRIPT = { max: 5000, xml: true };

export class CreateCallDto extends PlanFieldsDto {
  /**
   * The number to call, in E.164.
   * @example '+14155550123'
   */
  @ApiProperty({ pattern: E164_PATTERN })
  @IsE164()
  to!: string;

  /**
   * The user that the call is made for: its external_id or its id. It need not exist yet.
   * @example 'patient-1042'
   */
  @ApiProperty(textSchema(USER))
  @IsText(USER)
  user_external_id!: string;

  /**
   * What is said, at most 5,000 characters. Without it the callee is invited to leave a message.
   * @example 'Hello. This is a reminder of your appointment tomorrow at ten.'
   */
  @ApiPropertyOptional({ ...textSchema(SCRIPT), nullable: true })
  @IsOptionalField()
  @IsText(SCRIPT)
  script?: string;

  /** Seconds for which the phone rings; without it RING_SECONDS. */
  @ApiPropertyOptional({ type: 'integer', minimum: 5, maximum: 600, nullable: true, example: 30 })
  @IsOptionalField()
  @IsIntegerBetween(5, 600)
  ring_timeout?: number;

  /** Whether the answer is recorded; the callee is told so first. */
  @ApiPropertyOptional({ default: true })
  @IsOptionalField()
  @IsJsonBoolean()
  recording_enabled: boolean = true;
}

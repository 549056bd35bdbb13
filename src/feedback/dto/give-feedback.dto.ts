import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIntegerBetween } from '../../common/validators/is-integer-between.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { IsText, textSchema } from '../../common/validators/is-text.js';

const score = { type: 'integer', minimum: 1, maximum: 5 } as const;

const NOTES = { max: 2000 };

/** The body of PATCH /calls/{call_sid}/feedback: five scores, and notes that may be left out. */
export class GiveFeedbackDto {
  @ApiProperty({ ...score, example: 5 })
  @IsIntegerBetween(1, 5)
  call_quality!: number;

  @ApiProperty({ ...score, example: 4 })
  @IsIntegerBetween(1, 5)
  agent_helpfulness!: number;

  @ApiProperty({ ...score, example: 5 })
  @IsIntegerBetween(1, 5)
  resolution!: number;

  @ApiProperty({ ...score, example: 3 })
  @IsIntegerBetween(1, 5)
  call_ease!: number;

  @ApiProperty({ ...score, example: 4 })
  @IsIntegerBetween(1, 5)
  overall_satisfaction!: number;

  @ApiPropertyOptional({ ...textSchema(NOTES), nullable: true, example: 'Clear and friendly.' })
  @IsOptionalField()
  @IsText(NOTES)
  notes?: string;
}

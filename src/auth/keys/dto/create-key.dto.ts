import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsListOf } from '../../../common/validators/is-list-of.js';
import { IsOptionalField } from '../../../common/validators/is-optional-field.js';
import { IsText, textSchema } from '../../../common/validators/is-text.js';
import { IsTimestamp } from '../../../common/validators/is-timestamp.js';
import { type Scope, SCOPES } from '../../scope.js';

const NAME = { min: 1, max: 100, oneLine: true, notBlank: true };

/** An API key to be made. */
export class CreateKeyDto {
  @ApiProperty({ ...textSchema(NAME), example: 'reminders', description: 'For people: what it is for.' })
  @IsText(NAME)
  name!: string;

  @ApiProperty({
    type: [String],
    enum: SCOPES,
    minItems: 1,
    uniqueItems: true,
    example: ['calls:write', 'calls:read'],
    description: 'What its holder may do; `admin` may do everything.',
  })
  @IsListOf(SCOPES)
  scopes!: Scope[];

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'From then on it is refused. Null, or nothing, means never.',
  })
  @IsOptionalField()
  @IsTimestamp()
  expires_at?: string | null;
}

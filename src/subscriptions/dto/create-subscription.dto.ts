import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsListOf } from '../../common/validators/is-list-of.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { IsText, textSchema } from '../../common/validators/is-text.js';
import { EVENT_PATTERNS } from '../events/event-types.js';

const URL_TEXT = { min: 1, max: 2_000, oneLine: true };
export const DESCRIPTION = { min: 1, max: 200, oneLine: true };

/** The body of POST /subscriptions. */
export class CreateSubscriptionDto {
  @ApiProperty({
    ...textSchema(URL_TEXT),
    format: 'uri',
    description: 'https, at an address of the public Internet; what it stands for is looked up at each try.',
    example: 'https://example.com/hooks/atlas',
  })
  @IsText(URL_TEXT)
  url!: string;

  @ApiProperty({
    enum: EVENT_PATTERNS,
    isArray: true,
    description:
      'What it is told of: types, all of a subject such as `call.*`, or `*`. See `GET /events/types`.',
    example: ['call.ended', 'recording.*'],
  })
  @IsListOf(EVENT_PATTERNS)
  types!: string[];

  @ApiPropertyOptional({ ...textSchema(DESCRIPTION), example: 'Our reminders' })
  @IsOptionalField()
  @IsText(DESCRIPTION)
  description?: string;
}

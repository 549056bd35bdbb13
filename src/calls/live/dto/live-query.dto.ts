import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptionalField } from '../../../common/validators/is-optional-field.js';
import { IsText, textSchema } from '../../../common/validators/is-text.js';

const EVENT_ID = { min: 1, max: 64, oneLine: true };

export class LiveQueryDto {
  @ApiPropertyOptional({
    ...textSchema(EVENT_ID),
    description:
      'The id of the last event, for who cannot send the header `Last-Event-ID`, which counts more.',
  })
  @IsOptionalField()
  @IsText(EVENT_ID)
  last_event_id?: string;
}

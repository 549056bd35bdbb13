import { ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { IsJsonBoolean } from '../../common/validators/is-json-boolean.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { IsText, textSchema } from '../../common/validators/is-text.js';
import { CreateSubscriptionDto, DESCRIPTION } from './create-subscription.dto.js';

/** The body of PATCH /subscriptions/{subscription_id}: any of the fields; an absent one stays. */
export class UpdateSubscriptionDto extends PartialType(OmitType(CreateSubscriptionDto, ['description']), {
  skipNullProperties: false,
}) {
  @ApiPropertyOptional({
    ...textSchema(DESCRIPTION),
    type: String,
    nullable: true,
    description: 'Null takes it away.',
  })
  @ValidateIf((_dto, value) => value !== undefined && value !== null)
  @IsText(DESCRIPTION)
  description?: string | null;

  @ApiPropertyOptional({ description: 'While false it is told of nothing. True forgives what failed.' })
  @IsOptionalField()
  @IsJsonBoolean()
  enabled?: boolean;
}

import { ApiPropertyOptional } from '@nestjs/swagger';
import { PageQueryDto } from '../../common/dto/page-query.dto.js';
import { IsEmailAddress } from '../../common/validators/is-email-address.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { IsText, textSchema } from '../../common/validators/is-text.js';
import { QueryEmail } from '../../common/validators/query-values.js';
import type { UserFilter } from '../user.js';
import { EXTERNAL_ID_LIMITS } from './create-user.dto.js';

/** Which users are listed, and which part of them. */
export class UserListQueryDto extends PageQueryDto {
  @ApiPropertyOptional({
    ...textSchema(EXTERNAL_ID_LIMITS),
    description: 'The user with exactly this external_id.',
  })
  @IsOptionalField()
  @IsText(EXTERNAL_ID_LIMITS)
  external_id?: string;

  @ApiPropertyOptional({
    format: 'email',
    description: 'The user with this address, whatever its case.',
  })
  @IsOptionalField()
  @QueryEmail()
  @IsEmailAddress()
  email?: string;

  toFilter(): UserFilter {
    return { externalId: this.external_id, email: this.email };
  }
}

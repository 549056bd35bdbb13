import { ApiPropertyOptional } from '@nestjs/swagger';
import { PageQueryDto } from '../../common/dto/page-query.dto.js';
import { IsEmailAddress } from '../../common/validators/is-email-address.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { IsText } from '../../common/validators/is-text.js';
import { QueryEmail } from '../../common/validators/query-values.js';
import type { UserFilter } from '../user.js';

/** Which users are listed, and which part of them. */
export class UserListQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ description: 'The user with exactly this external_id.' })
  @IsOptionalField()
  @IsText({ min: 1, max: 255, oneLine: true })
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

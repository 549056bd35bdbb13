import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsJsonBoolean } from '../../../common/validators/is-json-boolean.js';
import { IsOneOf } from '../../../common/validators/is-one-of.js';
import { IsOptionalField } from '../../../common/validators/is-optional-field.js';
import { ROLES, type Role } from '../../role.js';

/** What is to change of a person; what is left out stays. */
export class UpdatePersonDto {
  @ApiPropertyOptional({ enum: ROLES, nullable: true, example: 'viewer' })
  @IsOptionalField()
  @IsOneOf(ROLES)
  role?: Role;

  @ApiPropertyOptional({
    type: Boolean,
    nullable: true,
    example: true,
    description: 'True ends their password and sessions. Only another invitation leads back.',
  })
  @IsOptionalField()
  @IsJsonBoolean()
  disabled?: boolean;
}

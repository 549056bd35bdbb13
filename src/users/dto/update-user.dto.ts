import { ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { IsText } from '../../common/validators/is-text.js';
import { CreateUserDto, EXTERNAL_ID, EXTERNAL_ID_LIMITS } from './create-user.dto.js';

/** The body of PATCH /users/{user_id}: any of the fields; an absent one stays. */
export class UpdateUserDto extends PartialType(OmitType(CreateUserDto, ['external_id']), {
  skipNullProperties: false,
}) {
  @ApiPropertyOptional({ ...EXTERNAL_ID, type: String, nullable: true, description: 'Null takes it away.' })
  @ValidateIf((_dto, value) => value !== undefined && value !== null)
  @IsText(EXTERNAL_ID_LIMITS)
  external_id?: string | null;
}

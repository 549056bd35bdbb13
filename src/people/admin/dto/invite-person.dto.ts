import { ApiProperty } from '@nestjs/swagger';
import { IsEmailAddress } from '../../../common/validators/is-email-address.js';
import { IsOneOf } from '../../../common/validators/is-one-of.js';
import { IsText, textSchema } from '../../../common/validators/is-text.js';
import { ROLES, type Role } from '../../role.js';

const NAME = { min: 1, max: 100, oneLine: true, notBlank: true };

/** Somebody who is to sign in. */
export class InvitePersonDto {
  @ApiProperty({ format: 'email', example: 'grace@example.com' })
  @IsEmailAddress()
  email!: string;

  @ApiProperty({ ...textSchema(NAME), example: 'Grace Hopper' })
  @IsText(NAME)
  name!: string;

  @ApiProperty({ enum: ROLES, example: 'operator' })
  @IsOneOf(ROLES)
  role!: Role;
}

import { ApiProperty } from '@nestjs/swagger';
import { IsText } from '../../../common/validators/is-text.js';
import { GIVEN_PASSWORD, NEW_PASSWORD, passwordSchema } from './sign-in.dto.js';

/** The body of PUT /me/password. */
export class ChangePasswordDto {
  @ApiProperty(passwordSchema(GIVEN_PASSWORD))
  @IsText(GIVEN_PASSWORD)
  current_password!: string;

  @ApiProperty(passwordSchema(NEW_PASSWORD))
  @IsText(NEW_PASSWORD)
  new_password!: string;
}

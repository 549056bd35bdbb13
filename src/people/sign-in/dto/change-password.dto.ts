import { ApiProperty } from '@nestjs/swagger';
import { IsText } from '../../../common/validators/is-text.js';
import { NEW_PASSWORD, PASSWORD } from './sign-in.dto.js';

/** The body of PUT /me/password. */
export class ChangePasswordDto {
  @ApiProperty({ ...PASSWORD, minLength: 1, maxLength: NEW_PASSWORD.max })
  @IsText({ min: 1, max: NEW_PASSWORD.max })
  current_password!: string;

  @ApiProperty({ ...PASSWORD, minLength: NEW_PASSWORD.min, maxLength: NEW_PASSWORD.max })
  @IsText(NEW_PASSWORD)
  new_password!: string;
}

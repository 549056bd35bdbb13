import { ApiProperty } from '@nestjs/swagger';
import { IsEmailAddress } from '../../../common/validators/is-email-address.js';
import { IsText } from '../../../common/validators/is-text.js';

/** A password that is chosen; one that is only compared may be shorter. */
export const NEW_PASSWORD = { min: 12, max: 256 };
const LONGEST_PASSWORD = 256;

/** How the documentation shows passwords. */
export const PASSWORD = { format: 'password', example: 'correct horse battery' };

/** The body of POST /sign-in. */
export class SignInDto {
  @ApiProperty({ format: 'email', example: 'grace@example.com' })
  @IsEmailAddress()
  email!: string;

  @ApiProperty({ ...PASSWORD, minLength: 1, maxLength: LONGEST_PASSWORD })
  @IsText({ min: 1, max: LONGEST_PASSWORD })
  password!: string;
}

import { ApiProperty } from '@nestjs/swagger';
import { IsEmailAddress } from '../../../common/validators/is-email-address.js';
import { IsText, type TextLimits, textSchema } from '../../../common/validators/is-text.js';

/** A password that is chosen; one that is only compared may be shorter. */
export const NEW_PASSWORD = { min: 12, max: 256 };
export const GIVEN_PASSWORD = { ...NEW_PASSWORD, min: 1 };

/** How the documentation shows passwords within these limits. */
export const passwordSchema = (limits: TextLimits) => ({
  ...textSchema(limits),
  format: 'password',
  example: 'correct horse battery',
});

/** The body of POST /sign-in. */
export class SignInDto {
  @ApiProperty({ format: 'email', example: 'grace@example.com' })
  @IsEmailAddress()
  email!: string;

  @ApiProperty(passwordSchema(GIVEN_PASSWORD))
  @IsText(GIVEN_PASSWORD)
  password!: string;
}

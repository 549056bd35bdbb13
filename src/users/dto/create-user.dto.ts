import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { E164_PATTERN, IsE164 } from '../../common/validators/is-e164.js';
import { IsEmailAddress } from '../../common/validators/is-email-address.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { IsText, textSchema } from '../../common/validators/is-text.js';

const NAME = { min: 1, max: 100, notBlank: true, oneLine: true };
export const EXTERNAL_ID_LIMITS = { min: 1, max: 255, oneLine: true };
/** How the documentation shows an external id. */
export const EXTERNAL_ID = { ...textSchema(EXTERNAL_ID_LIMITS), example: 'customer-42' };

/** The body of POST /users. */
export class CreateUserDto {
  @ApiProperty({ ...textSchema(NAME), example: 'Ada Lovelace' })
  @IsText(NAME)
  name!: string;

  @ApiProperty({
    format: 'email',
    description: 'No two users share one, whatever its case; kept in lower case.',
    example: 'ada@example.com',
  })
  @IsEmailAddress()
  email!: string;

  @ApiProperty({
    pattern: E164_PATTERN,
    description: 'E.164: `+` and 7 to 15 digits.',
    example: '+14155550123',
  })
  @IsE164()
  phone_number!: string;

  @ApiPropertyOptional({
    ...EXTERNAL_ID,
    nullable: true,
    description: 'Your own name for this user: no two users share one, and it is never another user’s id.',
  })
  @IsOptionalField()
  @IsText(EXTERNAL_ID_LIMITS)
  external_id?: string;
}

import { ApiProperty } from '@nestjs/swagger';
import { IsText, textSchema } from '../../../common/validators/is-text.js';
import { NEW_PASSWORD, passwordSchema } from './sign-in.dto.js';

const TOKEN = { min: 1, max: 100, oneLine: true };

/** The body of POST /sign-in/link. */
export class RedeemLinkDto {
  @ApiProperty({ ...textSchema(TOKEN), description: 'What stands behind `#token=` in the link.' })
  @IsText(TOKEN)
  token!: string;

  @ApiProperty({
    ...passwordSchema(NEW_PASSWORD),
    description: 'The password that the person chooses.',
  })
  @IsText(NEW_PASSWORD)
  password!: string;
}

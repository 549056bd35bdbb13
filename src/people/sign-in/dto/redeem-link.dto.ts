import { ApiProperty } from '@nestjs/swagger';
import { IsText } from '../../../common/validators/is-text.js';
import { NEW_PASSWORD, PASSWORD } from './sign-in.dto.js';

/** The body of POST /sign-in/link. */
export class RedeemLinkDto {
  @ApiProperty({ minLength: 1, maxLength: 100, description: 'What stands behind `#token=` in the link.' })
  @IsText({ min: 1, max: 100, oneLine: true })
  token!: string;

  @ApiProperty({
    ...PASSWORD,
    minLength: NEW_PASSWORD.min,
    maxLength: NEW_PASSWORD.max,
    description: 'The password that the person chooses.',
  })
  @IsText(NEW_PASSWORD)
  password!: string;
}

import { ApiProperty } from '@nestjs/swagger';

/** What `GET /` answers. */
export class WelcomeDto {
  @ApiProperty({ example: 'Atlas places phone calls and follows each to its end' })
  message!: string;

  @ApiProperty({ example: '0.1.0' })
  version!: string;

  @ApiProperty({ description: 'Path of the interactive documentation.', example: '/docs' })
  docs!: string;
}

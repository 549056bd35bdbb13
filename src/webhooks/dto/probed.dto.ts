import { ApiProperty } from '@nestjs/swagger';

/** Which instance has verified the signature. */
export class ProbedDto {
  @ApiProperty({ type: String, format: 'uuid' })
  instance!: string;

  @ApiProperty({ type: String, description: 'For which address it verifies signatures' })
  base_url!: string;
}

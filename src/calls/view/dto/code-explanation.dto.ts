import { ApiProperty } from '@nestjs/swagger';

/** A code in words. */
export class CodeExplanationDto {
  @ApiProperty({ enum: ['sip', 'twilio'], example: 'sip' })
  kind!: 'sip' | 'twilio';
  /** @example '486' */
  code!: string;
  /** @example 'The callee is busy' */
  meaning!: string;
  /** What to do about it. @example 'Call again later' */
  fix!: string;
}

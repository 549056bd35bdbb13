import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** The body of every failure. */
export class ErrorDto {
  @ApiProperty({ description: 'What went wrong, in one sentence.', example: 'Call not found: CA0123' })
  detail!: string;
}

/** One field that was refused. */
export class FieldErrorDto {
  @ApiProperty({ example: 'call_quality' })
  field!: string;

  @ApiProperty({ example: 'must be an integer between 1 and 5' })
  message!: string;
}

/** The same failure for a client that accepts application/problem+json (RFC 9457). */
export class ProblemDto {
  @ApiProperty({ example: 'about:blank' })
  type!: string;

  @ApiProperty({ description: 'The name of the HTTP status.', example: 'Bad Request' })
  title!: string;

  @ApiProperty({ type: 'integer', example: 400 })
  status!: number;

  @ApiProperty({ example: 'Invalid call_quality: must be an integer between 1 and 5' })
  detail!: string;

  @ApiProperty({ description: 'The path that was asked for.', example: '/calls/CA0123/feedback' })
  instance!: string;

  @ApiProperty({ description: 'As in X-Request-Id.', example: '1f0c9f7e-58a8-4b2e-9f43-9f2ad3f0a8ce' })
  request_id!: string;

  @ApiPropertyOptional({
    type: () => [FieldErrorDto],
    description: 'Every field refused, for a validation failure.',
  })
  errors?: FieldErrorDto[];
}

import { ApiProperty } from '@nestjs/swagger';
import { FieldErrorDto } from '../../../common/dto/problem.dto.js';
import { CallDto } from '../../view/dto/call.dto.js';
import { CreateCallDto } from './create-call.dto.js';
import { IsListOfRows } from './is-list-of-rows.js';

/** So many calls fit into one request. */
export const MOST_ROWS = 1_000;

/** Many calls. */
export class CreateBatchDto {
  @ApiProperty({
    type: () => [CreateCallDto],
    minItems: 1,
    maxItems: MOST_ROWS,
    description: 'Each as `POST /calls/outbound` takes it. One that is wrong is refused alone.',
  })
  @IsListOfRows(MOST_ROWS)
  calls!: unknown[];
}

/** Why a call of a batch was not placed: what it would have been answered alone. */
export class RowErrorDto {
  @ApiProperty({ type: 'integer', example: 400 })
  status!: number;

  @ApiProperty({ example: 'Invalid to: must be an E.164 phone number, such as +14155552671' })
  detail!: string;

  @ApiProperty({
    type: () => [FieldErrorDto],
    nullable: true,
    description: 'Every field refused, for a validation failure.',
  })
  errors!: FieldErrorDto[] | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'After so many seconds the batch may be sent again, with the same key.',
    example: null,
  })
  retry_after!: number | null;
}

/** What became of one call of a batch. */
export class BatchRowDto {
  @ApiProperty({ type: 'integer', description: 'Its place in `calls`, from 0.', example: 0 })
  index!: number;

  @ApiProperty({ enum: ['accepted', 'refused'] })
  status!: 'accepted' | 'refused';

  @ApiProperty({ type: CallDto, nullable: true })
  call!: CallDto | null;

  @ApiProperty({ type: RowErrorDto, nullable: true, example: null })
  error!: RowErrorDto | null;
}

/** What became of each call of a batch. */
export class BatchDto {
  @ApiProperty({ type: 'integer', example: 1 })
  accepted!: number;

  @ApiProperty({ type: 'integer', example: 0 })
  refused!: number;

  @ApiProperty({ type: [BatchRowDto], description: 'In the order of `calls`.' })
  rows!: BatchRowDto[];
}

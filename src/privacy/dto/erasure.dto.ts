import { ApiProperty } from '@nestjs/swagger';
import { E164_PATTERN, IsE164 } from '../../common/validators/is-e164.js';

/** Whose data: a number stands in the body, for addresses are logged. */
export class CalleeDto {
  @ApiProperty({
    pattern: E164_PATTERN,
    description: 'The number that was called, in E.164, in any spelling.',
    example: '+14155550188',
  })
  @IsE164()
  number!: string;
}

/** So many documents of a collection. */
export class ErasedDto {
  @ApiProperty({ example: 'calls' })
  collection!: string;
  @ApiProperty({ type: 'integer', example: 12 })
  count!: number;
}

/** What is left, and why. */
export class KeptDto {
  @ApiProperty({ example: 'backups' })
  what!: string;
  @ApiProperty({ example: "are the operator's, and hold what was there when they were made" })
  why!: string;
}

/** That somebody is to be erased, and once that is done the receipt. */
export class ErasureDto {
  @ApiProperty({ format: 'uuid', example: '7f0c2b1e-5d0a-4c39-9a43-2f1d3f8f6f10' })
  id!: string;
  @ApiProperty({ enum: ['user', 'callee'] })
  kind!: 'user' | 'callee';
  @ApiProperty({
    enum: ['running', 'waiting', 'done'],
    description:
      '`waiting`: for calls to end, for calls on hold, for the last look, or for what `problem` says. It goes on by itself.',
  })
  status!: 'running' | 'waiting' | 'done';
  /** Calls that were asked for later are not erased. */
  requested_at!: Date;
  @ApiProperty({ type: Date, nullable: true })
  finished_at!: Date | null;
  @ApiProperty({ type: 'integer', description: 'So many calls have not ended yet.', example: 0 })
  waiting_for!: number;
  @ApiProperty({
    type: 'integer',
    description:
      'So many calls are on hold, and left as they are until somebody lifts that. All others are erased.',
    example: 0,
  })
  on_hold!: number;
  @ApiProperty({
    type: Date,
    nullable: true,
    description:
      'All was erased; then, what was being written meanwhile is. Null before, and once it is done.',
    example: null,
  })
  last_look_at!: Date | null;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why it does not go on for now.' })
  problem!: string | null;
  @ApiProperty({ type: [ErasedDto], description: 'What was erased so far.' })
  erased!: ErasedDto[];
  @ApiProperty({ type: [KeptDto], description: 'What is left, and why; empty until it is done.' })
  kept!: KeptDto[];
}

/** One page of erasures, newest first. */
export class ErasurePageDto {
  @ApiProperty({ description: 'How many there are on all pages.', example: 1 })
  total!: number;
  @ApiProperty({ example: 1 })
  page!: number;
  @ApiProperty({ example: 10 })
  page_size!: number;
  @ApiProperty({ type: [ErasureDto] })
  data!: ErasureDto[];
}

import { ApiProperty } from '@nestjs/swagger';
import { CallDto } from '../../view/dto/call.dto.js';

const CURSOR = 'MTc2NzMyMzA0NTY3OC43YjdjM2YwZS0xZjZiLTRhOGUtOWQ1Zi0yZjFmMGE3YzliMTE';

/** A part of the calls that the filters let through, newest first. */
export class CallListDto {
  /**
   * How many the filters let through in all. Null where a cursor was given, or `with_total=false`; and from `GET /calls`
   * where there are more than are quickly counted, unless `with_total=true`: up to 1,000 always are. Where several filters are
   * given, and on the local server, they are counted where they are among 2,000 calls that are looked at.
   */
  @ApiProperty({ type: 'integer', nullable: true, example: 42 })
  total!: number | null;
  /** There are so many at least, also where `total` is null. */
  @ApiProperty({ type: 'integer', example: 42 })
  total_at_least!: number;
  /** Null where a cursor was given. */
  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  page!: number | null;
  @ApiProperty({ type: 'integer', example: 10 })
  page_size!: number;
  @ApiProperty({ type: [CallDto] })
  data!: CallDto[];
  /**
   * Give it as `cursor`, with the same filters, for what follows; null where nothing does. Where several filters are given
   * 2,000 calls are looked at for each part: it may hold fewer than `page_size`, or none, and be followed by others.
   */
  @ApiProperty({ type: String, nullable: true, example: CURSOR })
  next_cursor!: string | null;
}

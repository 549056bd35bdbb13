import { CallDto } from '../../view/dto/call.dto.js';

/** One page of calls, newest first. */
export class CallPageDto {
  /** How many there are in all. */
  total!: number;
  page!: number;
  page_size!: number;
  data!: CallDto[];
}

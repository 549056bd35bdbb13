import { ApiProperty } from '@nestjs/swagger';

/** The event is stored. */
export class ReceivedDto {
  @ApiProperty({ enum: ['ok'] })
  status!: 'ok';
}

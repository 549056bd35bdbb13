import { ApiProperty } from '@nestjs/swagger';

/** One document. */
export class ExportedRecordDto {
  @ApiProperty({ example: 'calls' })
  collection!: string;
  @ApiProperty({ type: 'object', additionalProperties: true })
  data!: object;
}

/** All that is known of somebody. */
export class PersonalExportDto {
  exported_at!: Date;
  @ApiProperty({ type: [ExportedRecordDto] })
  records!: ExportedRecordDto[];
}

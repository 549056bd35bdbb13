import { ApiProperty } from '@nestjs/swagger';

/** A user as clients see it. */
export class UserDto {
  @ApiProperty({ format: 'uuid', example: '7f0c2b1e-5d0a-4c39-9a43-2f1d3f8f6f10' })
  id!: string;

  @ApiProperty({ example: 'Ada Lovelace' })
  name!: string;

  @ApiProperty({ format: 'email', example: 'ada@example.com' })
  email!: string;

  @ApiProperty({ example: '+14155550123' })
  phone_number!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Null when none was given.',
    example: 'customer-42',
  })
  external_id!: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-02T03:04:05.678Z' })
  created_at!: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-02T03:04:05.678Z' })
  updated_at!: string;
}

/** One page of users, newest first. */
export class UserPageDto {
  @ApiProperty({ description: 'How many users there are on all pages.', example: 1 })
  total!: number;

  @ApiProperty({ example: 1 })
  page!: number;

  @ApiProperty({ example: 10 })
  page_size!: number;

  @ApiProperty({ type: [UserDto] })
  data!: UserDto[];
}

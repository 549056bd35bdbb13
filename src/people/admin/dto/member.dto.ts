import { ApiProperty } from '@nestjs/swagger';
import type { Standing } from '../../person.js';
import { ROLES, type Role } from '../../role.js';

const STANDINGS = ['active', 'invited', 'disabled'];

/** A person as admins see them. */
export class MemberDto {
  @ApiProperty({ format: 'uuid', example: '7f0c2b1e-5d0a-4c39-9a43-2f1d3f8f6f10' })
  id!: string;

  @ApiProperty({ format: 'email', example: 'grace@example.com' })
  email!: string;

  @ApiProperty({ example: 'Grace Hopper' })
  name!: string;

  @ApiProperty({ enum: ROLES, example: 'operator' })
  role!: Role;

  @ApiProperty({
    enum: STANDINGS,
    example: 'active',
    description: '`invited` has no password yet, or not any more.',
  })
  standing!: Standing;

  @ApiProperty({ format: 'date-time', example: '2026-01-02T03:04:05.678Z' })
  created_at!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'When they were last seen in a session that is still open; to the minute.',
  })
  last_seen_at!: string | null;
}

/** A person, and the one-time link by which they choose a password. */
export class LinkedMemberDto extends MemberDto {
  @ApiProperty({
    example: 'https://atlas.example.com/sign-in#token=…',
    description: 'Send it to them: it is shown this once, opens once, and is stored nowhere.',
  })
  link!: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-05T03:04:05.678Z' })
  link_expires_at!: string;
}

/** One page of people, in the order of their addresses. */
export class MemberPageDto {
  @ApiProperty({ type: 'integer', example: 1 })
  total!: number;

  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  @ApiProperty({ type: 'integer', example: 10 })
  page_size!: number;

  @ApiProperty({ type: [MemberDto] })
  data!: MemberDto[];
}

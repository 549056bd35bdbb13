import { ApiProperty } from '@nestjs/swagger';
import { type Scope, SCOPES } from '../../scope.js';

const time = (description: string) => ({
  type: String,
  format: 'date-time',
  nullable: true,
  example: null,
  description,
});

/** An API key, without the key itself. */
export class KeyDto {
  @ApiProperty({ format: 'uuid', example: '7f0c2b1e-5d0a-4c39-9a43-2f1d3f8f6f10' })
  id!: string;

  @ApiProperty({ example: 'reminders' })
  name!: string;

  @ApiProperty({ example: 'atlas_Xk3dQz', description: 'How the key begins, by which people know it again.' })
  prefix!: string;

  @ApiProperty({ type: [String], enum: SCOPES, example: ['calls:write', 'calls:read'] })
  scopes!: Scope[];

  @ApiProperty({ format: 'date-time', example: '2026-01-02T03:04:05.678Z' })
  created_at!: string;

  @ApiProperty(time('From then on it is refused; null means never.'))
  expires_at!: string | null;

  @ApiProperty(time('When it was revoked; null where it was not.'))
  revoked_at!: string | null;

  @ApiProperty(time('To the minute; null where it was never used.'))
  last_used_at!: string | null;
}

/** A key that was just made: the one answer that holds it. */
export class MadeKeyDto extends KeyDto {
  @ApiProperty({
    example: 'atlas_Xk3dQz…',
    description: 'Keep it: it is shown this once, and is stored nowhere.',
  })
  key!: string;
}

/** One page of API keys, newest first. */
export class KeyPageDto {
  @ApiProperty({ example: 1 })
  total!: number;

  @ApiProperty({ example: 1 })
  page!: number;

  @ApiProperty({ example: 10 })
  page_size!: number;

  @ApiProperty({ type: [KeyDto] })
  data!: KeyDto[];
}

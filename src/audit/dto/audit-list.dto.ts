import { ApiProperty } from '@nestjs/swagger';

export const OUTCOMES = ['done', 'refused', 'failed', 'unknown'] as const;

const nullable = (example: string, description: string) => ({
  type: String,
  nullable: true,
  example,
  description,
});

/** Who did what. Ids and keyed hashes: no names, numbers or texts. */
export class AuditedActDto {
  @ApiProperty({
    example: '7f0c2b1e-5d0a-4c39-9a43-2f1d3f8f6f10:42',
    description: 'Its chain and its place in it.',
  })
  id!: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-02T03:04:05.678Z' })
  at!: string;

  @ApiProperty({
    example: 'key:0b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11',
    description: '`key:…`, `person:…`, `everyone` where nobody needs a key, `stranger`, or `cli`.',
  })
  who!: string;

  @ApiProperty({ example: 'calls.hangUp' })
  action!: string;

  @ApiProperty(
    nullable('call:CA0123456789abcdef0123456789abcdef', 'To what; null where nothing can be named.'),
  )
  resource!: string | null;

  @ApiProperty(nullable('hash-Xk3dQz…', "Keyed hash of the client's address: the same for the same address."))
  address!: string | null;

  @ApiProperty(nullable('7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11', 'The id that the log has of the request.'))
  request_id!: string | null;

  @ApiProperty({
    enum: OUTCOMES,
    example: 'done',
    description:
      "`refused` is the client's fault, `failed` is not. `unknown`: it goes on, or what came of it was never written.",
  })
  outcome!: (typeof OUTCOMES)[number];

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 200,
    description: 'HTTP status; null for commands.',
  })
  status!: number | null;

  @ApiProperty({ ...nullable('2026-01-02T03:04:05.679Z', 'When it ended.'), format: 'date-time' })
  ended_at!: string | null;
}

/** A part of the acts that the filters let through, newest first. */
export class AuditListDto {
  @ApiProperty({ type: 'integer', example: 10 })
  page_size!: number;

  @ApiProperty({ type: [AuditedActDto] })
  data!: AuditedActDto[];

  @ApiProperty({
    ...nullable(
      'MTc2NzMyMzA0NTY3OC43ZjBjMmIxZS01ZDBhLTRjMzktOWE0My0yZjFkM2Y4ZjZmMTA6NDI',
      'Give it as `cursor`, with the same filters, for what follows; null where nothing does.',
    ),
  })
  next_cursor!: string | null;
}

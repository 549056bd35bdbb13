import { ApiProperty } from '@nestjs/swagger';

const STATES = ['healthy', 'unhealthy'] as const;
type State = (typeof STATES)[number];

const DISPATCH_STATES = ['running', 'paused', 'tripped', 'unknown'] as const;

/** Whether waiting calls are dialled; known to within 2 seconds. */
export class DispatchHealthDto {
  @ApiProperty({
    enum: DISPATCH_STATES,
    example: 'running',
    description:
      '`tripped`: too many calls failed for reasons of the system. `unknown`: the database is away.',
  })
  state!: (typeof DISPATCH_STATES)[number];

  @ApiProperty({
    type: Date,
    nullable: true,
    example: null,
    description: 'When a single call is tried, while `tripped`.',
  })
  retry_at!: Date | null;
}

/** How Atlas and what it stands on are. */
export class HealthDto {
  @ApiProperty({
    enum: ['healthy', 'degraded'],
    example: 'healthy',
    description: 'Healthy only when all else is.',
  })
  status!: 'healthy' | 'degraded';

  @ApiProperty({ example: '0.1.0' })
  version!: string;

  @ApiProperty({ enum: STATES, example: 'healthy' })
  database!: State;

  @ApiProperty({ enum: STATES, example: 'healthy', description: 'Asked at most every 30 seconds.' })
  twilio!: State;

  @ApiProperty({
    enum: ['live', 'simulated'],
    example: 'simulated',
    description: 'Whether phones really ring.',
  })
  twilio_mode!: 'live' | 'simulated';

  /** For callers who are known. */
  dispatch?: DispatchHealthDto;
}

/** A probe that passed. */
export class ProbeDto {
  @ApiProperty({ example: 'ok' })
  status!: string;
}

import { ApiProperty } from '@nestjs/swagger';

const STATES = ['healthy', 'unhealthy'] as const;
type State = (typeof STATES)[number];

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
}

/** A probe that passed. */
export class ProbeDto {
  @ApiProperty({ example: 'ok' })
  status!: string;
}

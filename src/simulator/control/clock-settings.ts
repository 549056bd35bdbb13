import { ValidateBy } from 'class-validator';

const SPEEDS = { min: 0.1, max: 10_000 };

const isSpeed = (value: unknown): boolean =>
  typeof value === 'number' && value >= SPEEDS.min && value <= SPEEDS.max;

/** How fast the simulator's clock goes from now on. */
export class ClockSettings {
  @ValidateBy(
    { name: 'isSpeed', validator: { validate: isSpeed } },
    { message: `must be a number between ${SPEEDS.min} and ${SPEEDS.max}` },
  )
  speed!: number;
}

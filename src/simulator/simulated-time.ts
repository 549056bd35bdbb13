/** The factor of the simulator's clock, which may change while calls go on; 1 is natural. */
export class SimulatedTime {
  constructor(public speed: number) {}
}

/** Fails at its n-th step, before that is done or after it, and from then on, as a process that is killed. */
export class Kill {
  private steps = 0;
  constructor(
    private readonly at: number,
    private readonly isAfter: boolean,
  ) {}

  step = async <T>(work: () => Promise<T>): Promise<T> => {
    this.steps += 1;
    if (this.steps > this.at || (this.steps === this.at && !this.isAfter)) throw new Error('killed');
    const done = await work();
    if (this.steps === this.at) throw new Error('killed');
    return done;
  };
}

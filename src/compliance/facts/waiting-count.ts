import { Kept } from '../../common/kept.js';

/** How many calls wait: counted seldom while there is room, and anew where those that were let in since may have filled it. */
export class WaitingCount {
  private readonly kept: Kept<number>;
  /** How many have asked for a place since it was counted; some of them do not wait. */
  private asked = 0;

  constructor(count: () => Promise<number>, now: () => number) {
    this.kept = new Kept(() => {
      this.asked = 0;
      return count();
    }, now);
  }

  get(): Promise<number> {
    return this.kept.get();
  }

  /** For who wants one of so many places. */
  async before(places: number): Promise<number> {
    const counted = await this.kept.get();
    this.asked += 1;
    if (counted >= places || counted + this.asked <= places) return counted;
    this.kept.forget();
    const recounted = await this.kept.get();
    this.asked += 1;
    return recounted;
  }
}

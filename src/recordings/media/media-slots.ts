/** Seconds after which one may ask again: somebody has heard a short recording by then. */
const COME_BACK_SECONDS = 5;

export const MOST_AT_ONCE = 40;
export const MOST_OF_ONE_CALLER = 8;

/** Why there is no room: the caller itself hears as many as it may, or all together do. */
export interface NoRoom {
  whose: 'caller' | 'all';
  most: number;
  retryAfterSeconds: number;
}

/** Bounds how many recordings are read at once. */
export class MediaSlots {
  private readonly taken = new Map<string, number>();
  private total = 0;

  constructor(
    private readonly most = MOST_AT_ONCE,
    private readonly mostOfOne = MOST_OF_ONE_CALLER,
  ) {}

  /** Gives the place back, once however often it is called; or says why there is none. */
  take(caller: string): (() => void) | NoRoom {
    const own = this.taken.get(caller) ?? 0;
    if (own >= this.mostOfOne)
      return { whose: 'caller', most: this.mostOfOne, retryAfterSeconds: COME_BACK_SECONDS };
    if (this.total >= this.most)
      return { whose: 'all', most: this.most, retryAfterSeconds: COME_BACK_SECONDS };
    this.taken.set(caller, own + 1);
    this.total += 1;
    let isTaken = true;
    return () => {
      if (isTaken) this.giveBack(caller);
      isTaken = false;
    };
  }

  private giveBack(caller: string): void {
    this.total -= 1;
    const left = (this.taken.get(caller) ?? 1) - 1;
    if (left > 0) this.taken.set(caller, left);
    else this.taken.delete(caller);
  }
}

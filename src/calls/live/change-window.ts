import { type ChangeMark, OVERLAP_MS } from './change-mark.js';

/** After so many looks that found nothing new, no change of before can become visible late. */
const QUIET_LOOKS = 10;

/** What one look brought. */
export interface Look {
  /** The changes that were not known, by their time. */
  news: ChangeMark[];
  /** More calls have changed in one millisecond than a look can find. */
  isStuck: boolean;
}

/** Which changes are known, and from where on is looked: a little before the newest, for what becomes visible late. */
export class ChangeWindow {
  private readonly known = new Map<string, ChangeMark>();
  private start: number;
  private place: number;
  private quietLooks = 0;
  private hasMore = false;

  constructor(private newestKnown: number) {
    this.start = newestKnown - OVERLAP_MS;
    this.place = this.start;
  }

  /** From where the next look is to look. */
  get from(): number {
    return this.place;
  }

  /** The time of the newest change that was found. */
  get newest(): number {
    return this.newestKnown;
  }

  /** Whether the last look found as much as it could. */
  get isBehind(): boolean {
    return this.hasMore;
  }

  /** What a look from `from` on found, by time; a full one found as many as it was to find at most. */
  add(found: ChangeMark[], isFull: boolean): Look {
    const news = found.filter(({ id, version }) => (this.known.get(id)?.version ?? 0) < version);
    for (const mark of news) this.known.set(mark.id, mark);
    const last = found.at(-1)?.changedAt.getTime() ?? this.newestKnown;
    this.newestKnown = Math.max(this.newestKnown, last);
    this.hasMore = isFull;
    if (isFull) return { news, isStuck: this.goOnFrom(last) };
    this.quietLooks = news.length > 0 ? 0 : this.quietLooks + 1;
    this.beginAnew();
    return { news, isStuck: false };
  }

  private goOnFrom(last: number): boolean {
    const isStuck = last === this.place;
    this.place = isStuck ? last + 1 : last;
    return isStuck;
  }

  private beginAnew(): void {
    const overlap = this.quietLooks >= QUIET_LOOKS ? 0 : OVERLAP_MS;
    this.start = Math.max(this.start, this.newestKnown - overlap);
    this.place = this.start;
    for (const [id, { changedAt }] of this.known) if (changedAt.getTime() < this.start) this.known.delete(id);
  }
}

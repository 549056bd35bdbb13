import { madeBetween } from '../../database/made-between.js';
import type { CallPosition } from './call-list.js';
import type { Query } from './call-query.mongo.js';
import type { Lead } from './lead.mongo.js';
import type { Found, StretchReader } from './stretch-finder.mongo.js';

const FIRST_STRETCH_MS = 300_000;
const GROWTH = 3;
/** So many calls are looked at in one stretch without a thought. */
const FEW = 100;
/** What is older than this is one stretch. */
const LONG_AGO_MS = 3 * 365 * 86_400_000;

export interface WantedCalls {
  from?: Date;
  until?: Date;
  after?: CallPosition;
  most: number;
  /** How wide the first stretch is, in milliseconds. */
  width?: number;
}

/** Goes back in time by one lead, stretch by stretch, until enough calls are read or there is nothing older. */
export class StretchWalk {
  isOver = false;
  private end: Date | undefined;
  /** Of the last stretch, in milliseconds. */
  width: number;
  private walked = 0;
  /** How many calls were looked at in the last stretch. */
  private seen = 0;
  private hasBegun = false;

  constructor(
    private readonly reader: StretchReader,
    private readonly lead: Lead,
    private readonly wanted: WantedCalls,
  ) {
    this.width = wanted.width ?? FIRST_STRETCH_MS;
    const ends = [wanted.until, wanted.after?.createdAt].filter((end) => end !== undefined);
    this.end = ends.toSorted((a, b) => Number(a) - Number(b))[0];
  }

  /** How far back it has come: nothing from then on is left to be looked at. */
  get reached(): Date {
    return this.end ?? new Date();
  }

  get isByTime(): boolean {
    return this.lead.isByTime;
  }

  /** Until it is over, or has looked at about so many calls. */
  async goOn(looks: number): Promise<void> {
    if (!this.lead.isByTime) return this.readAll();
    if (!this.hasBegun) await this.readTies();
    this.hasBegun = true;
    for (let seen = 0; !this.isOver && seen < looks;) seen += await this.readStretch(looks - seen);
  }

  /** Calls of the very millisecond that the list goes on from. */
  private async readTies(): Promise<void> {
    const { after, from, until } = this.wanted;
    if (!after || (from && after.createdAt < from) || (until && after.createdAt >= until)) return;
    await this.read({ createdAt: after.createdAt, _id: { $lt: after.id } });
  }

  private async readAll(): Promise<void> {
    const { from, until, after } = this.wanted;
    await this.read(
      {},
      ({ createdAt, _id }) =>
        (!from || createdAt >= from) &&
        (!until || createdAt < until) &&
        (!after ||
          createdAt < after.createdAt ||
          (Number(createdAt) === Number(after.createdAt) && _id < after.id)),
    );
    this.isOver = true;
  }

  private async readStretch(looks: number): Promise<number> {
    const { from } = this.wanted;
    if (this.walked > 0) this.width = this.nextWidth(looks);
    const begin = new Date((this.end?.getTime() ?? Date.now()) - this.width);
    const isLast = this.walked > LONG_AGO_MS || (from !== undefined && begin <= from);
    this.seen = await this.read(madeBetween({ from: isLast ? from : begin, until: this.end }));
    this.isOver ||= isLast;
    this.end = begin;
    this.walked += this.width;
    return this.seen;
  }

  /** As wide as what was found lets expect to be enough, and so that not many more calls are looked at than are to be. */
  private nextWidth(looks: number): number {
    const { width, walked, seen, reader } = this;
    // However many were found before: past their end there may be nothing for years.
    if (seen * GROWTH <= FEW) return Math.max(width * GROWTH, walked / GROWTH);
    const { count } = reader;
    const enough = count > 0 ? (walked * (this.wanted.most - count) * 1.2) / count : Infinity;
    return Math.max(1_000, Math.min(width * GROWTH, enough, (width * looks) / seen));
  }

  /** `when` is what the index goes on with; what fits besides is no matter of the index. Answers how many calls were looked at. */
  private async read(when: Query, fits?: (found: Found) => boolean): Promise<number> {
    const looks = this.lead.looks.map((by) => ({ ...by, ...when }) as Query);
    const seen = await this.reader.read(looks, this.wanted.most - this.reader.count, fits);
    this.isOver ||= this.reader.count >= this.wanted.most;
    return seen;
  }
}

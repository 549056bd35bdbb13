import { Backlog } from './backlog.js';
import { type CallSearch, toQuery } from './call-search.js';
import { LateCount } from './late-count.js';
import { countOf, LOADING, type LiveList, type Source } from './live-list.js';
import { type Ask, readPage, readShown } from './read-anew.js';
import { joined, MOST_HELD, versionsOf, withHeld, withNews } from './merge-calls.js';
import { Pace } from './pace.js';
import { patiently } from './patience.js';

const PAGE_SIZE = 50;
/** Further parts are larger, for who scrolls quickly. */
const PART_SIZE = 100;
const MOST_IDS = 100;
/** Changes are gathered so long, and read together. */
const GATHER_MS = 400;
/** A longer list begins anew from its first page, where nobody reads further down. */
const MOST_ROWS = 1_000;

/** A list of calls that follows their changes, from its begin to its end. */
export class LiveCalls {
  /** Whether somebody reads further down: then nothing moves. */
  isStill = false;
  private list = LOADING;
  private versions = new Map<string, number>();
  private readonly backlog = new Backlog();
  /** What was told while the next part was read, which may be older. */
  private readonly meanwhile = new Map<string, number>();
  private readonly pace: Pace;
  private readonly lateCount: LateCount;
  private readonly end = new AbortController();
  private readonly stopListening: () => void;
  /** Each reading of the first page begins one: older answers are dropped. */
  private epoch = 0;
  private first = Promise.resolve();
  private isStale = true;
  private isFollowing = false;
  private wasReady = false;
  private readonly ask = (part: Parameters<Ask>[0] & { call_id?: string[] }) =>
    this.source.read({ ...toQuery(this.search), ...part }, this.end.signal);

  constructor(
    private readonly source: Source,
    private readonly search: CallSearch,
    private readonly show: (list: LiveList) => void,
    onRefusal: () => void,
  ) {
    this.pace = new Pace(GATHER_MS, source.sleep);
    const count = async () => this.set(countOf(await this.ask({ page_size: 1 })));
    this.lateCount = new LateCount(count, source.sleep, this.end.signal);
    void this.readFirst();
    this.stopListening = source.listen({
      onReady: () => {
        this.set({ isLive: true });
        // What changed between the first reading and this is told by nobody.
        if (!this.wasReady) void this.readFirst();
        this.wasReady = true;
      },
      onChange: (id, version) => this.note(id, version),
      onReset: () => void this.readFirst(),
      onBreak: () => this.set({ isLive: false }),
      onRefusal,
    });
  }

  stop(): void {
    this.end.abort();
    this.pace.wake();
    this.stopListening();
  }

  showHeld(): void {
    this.isStill = false;
    const isCut = this.list.held.length >= MOST_HELD;
    this.set(isCut ? { held: [] } : withHeld(this.list));
    if (isCut) void this.readFirst();
  }

  /** Anew from the top; what is shown stays until then, and where somebody reads further down also afterwards. */
  readFirst(): Promise<void> {
    return (this.first = this.readAnew());
  }

  async readMore(): Promise<void> {
    const { next, isLoading } = this.list;
    if (next === null || isLoading) return;
    const { epoch } = this;
    this.meanwhile.clear();
    this.set({ isLoading: true });
    try {
      const asking = () => this.ask({ page_size: PART_SIZE, cursor: next });
      const part = await patiently(asking, this.end.signal, this.source.sleep);
      if (epoch !== this.epoch) return;
      this.set({ rows: joined(this.list.rows, part.data), next: part.next_cursor, isLoading: false });
      for (const [id, version] of this.meanwhile) this.note(id, version);
    } catch (error) {
      if (epoch === this.epoch) this.set({ isLoading: false, error });
    }
  }

  private async readAnew(): Promise<void> {
    this.epoch += 1;
    const { epoch } = this;
    this.isStale = true;
    this.pace.isRefused = false;
    this.backlog.clear();
    this.set({ isLoading: true });
    try {
      const shown = this.isStill && (await readShown(this.ask, this.list.rows, PART_SIZE));
      const read = shown || (await readPage(this.ask, PAGE_SIZE));
      if (epoch !== this.epoch) return;
      this.isStale = false;
      this.succeed({ ...read(this.list), isLoading: false });
    } catch (error) {
      if (epoch !== this.epoch) return;
      this.fail({ isLoading: false, error });
    }
    void this.follow();
  }

  private note(id: string, version: number): void {
    if (this.list.isLoading) this.meanwhile.set(id, version);
    if ((this.versions.get(id) ?? -1) >= version) return;
    this.backlog.add([id, version]);
    void this.follow();
  }

  private get isBehind(): boolean {
    if (this.pace.isRefused || this.end.signal.aborted) return false;
    return this.isStale || !this.backlog.isEmpty;
  }

  /** One reading at a time, of what has gathered, until nothing is owed. */
  private async follow(): Promise<void> {
    if (this.isFollowing || !this.isBehind) return;
    this.isFollowing = true;
    while (this.isBehind) {
      const { first } = this;
      await first;
      await this.pace.wait();
      if (first !== this.first || !this.isBehind) continue;
      await (this.isStale || this.backlog.isOverfull ? this.readFirst() : this.readChanged());
    }
    this.isFollowing = false;
    void this.lateCount.ask();
  }

  private async readChanged(): Promise<void> {
    const taken = this.backlog.take(MOST_IDS);
    const asked = taken.map(([id]) => id);
    const { epoch } = this;
    try {
      const { data: found } = await this.ask({ call_id: asked, page_size: MOST_IDS });
      if (epoch !== this.epoch) return;
      const news = { asked, found, isWhole: this.list.next === null, isStill: this.isStill };
      this.succeed(withNews(this.list, news));
    } catch (error) {
      if (epoch !== this.epoch) return;
      this.backlog.add(...taken);
      this.fail({ error });
    }
    if (this.list.rows.length > MOST_ROWS && !this.isStill) await this.readFirst();
  }

  private succeed(changes: Partial<LiveList>): void {
    this.set({ ...changes, error: null });
    this.pace.succeed();
  }

  private fail(changes: Partial<LiveList>): void {
    this.set(changes);
    this.pace.fail(changes.error);
  }

  private set(changes: Partial<LiveList>): void {
    if (this.end.signal.aborted) return;
    this.list = { ...this.list, ...changes };
    if (changes.rows ?? changes.held) this.versions = versionsOf(this.list);
    this.show(this.list);
  }
}

import { api, read, type Schema } from '../api/client.js';
import { type CallSearch, toQuery } from './call-search.js';
import { listenToCalls } from './call-stream.js';
import { joined, type Row, type Shown, withHeld, withNews } from './merge-calls.js';

export type Call = Schema<'Call'>;

/** What the page shows of its list. */
export interface LiveList extends Shown<Call> {
  rows: Row<Call>[];
  /** How many the filter lets through; null until it is known. */
  total: number | null;
  next: string | null;
  isLoading: boolean;
  isLive: boolean;
  error: unknown;
}

const PAGE_SIZE = 50;
const MOST_IDS = 100;
/** Changes are gathered so long, and read together. */
const GATHER_MS = 400;
const COUNT_MS = 4_000;
/** More changes at once than this are read as the whole list. */
const MOST_CHANGES = 500;

const EMPTY: LiveList = {
  rows: [],
  held: [],
  total: null,
  next: null,
  isLoading: true,
  isLive: false,
  error: null,
};

/** A list of calls that follows their changes, from its begin to its end. */
export class LiveCalls {
  /** Whether somebody reads further down: then nothing moves. */
  isStill = false;
  private list = EMPTY;
  private readonly changed = new Map<string, number>();
  private readonly end = new AbortController();
  private readonly stopListening: () => void;
  private isReading = false;
  private isCounting = false;
  private wasReady = false;

  constructor(
    private readonly search: CallSearch,
    private readonly show: (list: LiveList) => void,
    onRefusal: () => void,
  ) {
    void this.readFirst();
    this.stopListening = listenToCalls({
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
    this.stopListening();
  }

  showHeld(): void {
    this.isStill = false;
    this.set(withHeld(this.list));
  }

  /** Anew from the top; what is shown stays until then. */
  async readFirst(): Promise<void> {
    await this.try(async () => {
      const { data, total, next_cursor: next } = await this.ask({ page_size: PAGE_SIZE });
      this.set({ rows: data, held: [], total, next, error: null });
    });
    this.set({ isLoading: false });
  }

  async readMore(): Promise<void> {
    const { next, isLoading } = this.list;
    if (next === null || isLoading) return;
    this.set({ isLoading: true });
    await this.try(async () => {
      const part = await this.ask({ page_size: PAGE_SIZE, cursor: next });
      this.set({ rows: joined(this.list.rows, part.data), next: part.next_cursor, error: null });
    });
    this.set({ isLoading: false });
  }

  private note(id: string, version: number): void {
    const known = this.list.rows.find(({ call_id }) => call_id === id);
    if (known && known.version >= version) return;
    this.changed.set(id, version);
    if (!this.isReading) void this.readChanges();
  }

  /** One reading at a time, of what has gathered. */
  private async readChanges(): Promise<void> {
    this.isReading = true;
    while (this.changed.size > 0 && !this.end.signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      if (this.changed.size > MOST_CHANGES) {
        this.changed.clear();
        await this.readFirst();
      }
      const asked = [...this.changed.keys()].slice(0, MOST_IDS);
      for (const id of asked) this.changed.delete(id);
      if (asked.length > 0) await this.try(() => this.readThese(asked));
    }
    this.isReading = false;
    void this.count();
  }

  private async readThese(asked: string[]): Promise<void> {
    const { data: found } = await this.ask({ call_id: asked, page_size: MOST_IDS });
    const { next, rows, held } = this.list;
    const isWhole = next === null;
    this.set(withNews({ rows, held }, { asked, found, isWhole, isStill: this.isStill }));
  }

  /** How many there are now, once in a while. */
  private async count(): Promise<void> {
    if (this.isCounting) return;
    this.isCounting = true;
    await new Promise((resolve) => setTimeout(resolve, COUNT_MS));
    this.isCounting = false;
    if (this.end.signal.aborted) return;
    await this.try(async () => this.set({ total: (await this.ask({ page_size: 1 })).total }));
  }

  private async ask(part: { page_size: number; cursor?: string; call_id?: string[] }) {
    const query = { ...toQuery(this.search), ...part };
    return read(api.GET('/calls', { params: { query }, ...COMMAS, signal: this.end.signal }));
  }

  private async try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.end.signal.aborted) this.set({ error });
    }
  }

  private set(changes: Partial<LiveList>): void {
    if (this.end.signal.aborted) return;
    this.list = { ...this.list, ...changes };
    this.show(this.list);
  }
}

/** Lists are written with commas between their words. */
export const COMMAS = { querySerializer: { array: { style: 'form', explode: false } } } as const;

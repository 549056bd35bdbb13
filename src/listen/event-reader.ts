/** An event as Atlas tells it. */
export interface ToldEvent {
  id: string;
  type: string;
  /** JSON: the bytes that are forwarded. */
  body: string;
}

const WITHIN_MS = 30_000;
/** So many events are read at once. */
export const PART = 100;

/** Atlas gave another answer than events. */
export class ReadingFailed extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }

  /** Whether asking again is of no use. */
  get isFinal(): boolean {
    return this.status === 401 || this.status === 403 || this.status === 404;
  }
}

/** Reads the events of a running Atlas, one part after the other. */
export class EventReader {
  private cursor?: string;

  constructor(
    private readonly url: string,
    private readonly key: string | undefined,
  ) {}

  /** What happened since the last part, perhaps nothing. Throws ReadingFailed, or what the connection throws. */
  async next(): Promise<ToldEvent[]> {
    const after = this.cursor === undefined ? '' : `&cursor=${encodeURIComponent(this.cursor)}`;
    const answer = await fetch(`${this.url}/events?page_size=${PART}${after}`, {
      headers: this.key === undefined ? {} : { authorization: `Bearer ${this.key}` },
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    const said = (await answer.json()) as { detail?: string; data?: ToldEvent[]; next_cursor?: string };
    if (!answer.ok || !said.data)
      throw new ReadingFailed(answer.status, said.detail ?? `HTTP ${answer.status}`);
    this.cursor = said.next_cursor;
    return said.data;
  }
}

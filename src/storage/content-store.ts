/** Where contents may be kept: the database, or a store that speaks S3. */
export const STORE_NAMES = ['database', 's3'] as const;
export type StoreName = (typeof STORE_NAMES)[number];

/** From which byte to which, both of them in it. */
export interface Part {
  first: number;
  last: number;
}

/** Keeps contents, each by its key. What fails may be done again; every answer is of what is really kept. */
export abstract class ContentStore {
  /** Takes the place of what is kept by this key. Two at once for one key may spoil each other, which reading it back shows. */
  abstract put(
    key: string,
    content: AsyncIterable<Uint8Array>,
    contentType: string,
    signal: AbortSignal,
  ): Promise<void>;
  /** Its bytes, as they are read. Throws ContentMissingError, before or while it is read. */
  abstract open(key: string, signal: AbortSignal, part?: Part): Promise<AsyncIterable<Uint8Array>>;
  /** Also what a put that was broken off has left. Nothing is there afterwards, whatever was before. */
  abstract remove(key: string): Promise<void>;
}

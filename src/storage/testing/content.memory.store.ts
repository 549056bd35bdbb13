import { ContentStore, type Part } from '../content-store.js';
import { ContentMissingError } from '../storage.errors.js';

/** Keeps contents in memory. */
export class ContentMemoryStore extends ContentStore {
  readonly kept = new Map<string, Buffer>();

  async put(
    key: string,
    content: AsyncIterable<Uint8Array>,
    _contentType: string,
    signal: AbortSignal,
  ): Promise<void> {
    this.kept.delete(key);
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) {
      signal.throwIfAborted();
      chunks.push(chunk);
    }
    this.kept.set(key, Buffer.concat(chunks));
  }

  async open(key: string, _signal: AbortSignal, part?: Part): Promise<AsyncIterable<Uint8Array>> {
    const kept = this.kept.get(key);
    if (!kept) throw new ContentMissingError(key);
    return asParts(part ? kept.subarray(part.first, part.last + 1) : kept);
  }

  async remove(key: string): Promise<void> {
    this.kept.delete(key);
  }
}

async function* asParts(content: Buffer): AsyncGenerator<Buffer> {
  const middle = Math.ceil(content.length / 2);
  yield content.subarray(0, middle);
  yield content.subarray(middle);
}

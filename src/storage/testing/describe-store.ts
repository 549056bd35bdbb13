import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ContentStore, Part } from '../content-store.js';

const MEGABYTE = 1_048_576;
const never = new AbortController().signal;

export async function* chunked(content: Buffer, size = 65_536): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

async function* brokenOff(content: Buffer): AsyncGenerator<Buffer> {
  yield* chunked(content);
  throw new Error('broken off');
}

const read = async (store: ContentStore, key: string, part?: Part): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await store.open(key, never, part)) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** What every store keeps to. `hasLeft`: whether anything of it takes up room, also what cannot be read. */
export function describeStore(
  name: string,
  open: () => ContentStore,
  hasLeft: (key: string) => Promise<boolean>,
): void {
  describe(`${name}`, () => {
    const put = (key: string, content: AsyncIterable<Uint8Array>) =>
      open().put(key, content, 'audio/wav', never);

    it('gives back what was put, the whole and any part of it', async () => {
      const [key, content] = [randomUUID(), randomBytes(MEGABYTE + 7)];
      await put(key, chunked(content));
      await expect(read(open(), key).then((all) => all.equals(content))).resolves.toBe(true);
      for (const [first, last] of [
        [0, 0],
        [5, 9],
        [261_119, 261_121],
        [MEGABYTE, MEGABYTE + 6],
      ] as const) {
        const part = await read(open(), key, { first, last });
        expect(part.equals(content.subarray(first, last + 1))).toBe(true);
      }
    });

    it('keeps the last of what was put by a key', async () => {
      const key = randomUUID();
      await put(key, chunked(randomBytes(600_000)));
      await put(key, chunked(Buffer.from('two')));
      await expect(read(open(), key).then(String)).resolves.toBe('two');
    });

    it('has nothing of what was removed, nor of what broke off', async () => {
      const key = randomUUID();
      await expect(put(key, brokenOff(randomBytes(6 * MEGABYTE)))).rejects.toThrow('broken off');
      await expect(read(open(), key)).rejects.toThrow(/not kept|FileNotFound|half/);
      await open().remove(key);
      await expect(hasLeft(key)).resolves.toBe(false);
      await put(key, chunked(Buffer.from('one')));
      for (let n = 0; n < 2; n += 1) await open().remove(key);
      await expect(read(open(), key)).rejects.toThrow('is not kept');
      await expect(hasLeft(key)).resolves.toBe(false);
    });

    it('ends with its signal', async () => {
      const [key, ends] = [randomUUID(), new AbortController()];
      const endless = (async function* () {
        for (let n = 0; ; n += 1) {
          if (n === 20) ends.abort();
          yield randomBytes(65_536);
        }
      })();
      await expect(open().put(key, endless, 'audio/wav', ends.signal)).rejects.toThrow(/abort/i);
      await open().remove(key);
    });
  });
}

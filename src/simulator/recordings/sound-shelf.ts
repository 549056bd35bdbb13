/** All sounds together; beyond it the oldest leave, and their recordings sound like those of any other callee. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Keeps what people said into recordings, in memory. */
export class SoundShelf {
  private readonly sounds = new Map<string, Buffer>();
  private bytes = 0;

  constructor(private readonly maxBytes = MAX_BYTES) {}

  put(recordingSid: string, pcm: Buffer): void {
    this.remove(recordingSid);
    this.sounds.set(recordingSid, pcm);
    this.bytes += pcm.length;
    for (const oldest of this.sounds.keys()) {
      if (this.bytes <= this.maxBytes) return;
      this.remove(oldest);
    }
  }

  of(recordingSid: string): Buffer | undefined {
    return this.sounds.get(recordingSid);
  }

  remove(recordingSid: string): void {
    this.bytes -= this.sounds.get(recordingSid)?.length ?? 0;
    this.sounds.delete(recordingSid);
  }

  clear(): void {
    this.sounds.clear();
    this.bytes = 0;
  }
}

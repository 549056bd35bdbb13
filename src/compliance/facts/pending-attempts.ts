/** The attempts that this instance has begun, and whose requests are not written: none of them is dialled yet. */
export class PendingAttempts {
  private readonly keys = new Set<string>();

  begun(key: string): void {
    this.keys.add(key);
  }

  /** It is being written, or came to nothing. */
  over(key: string): void {
    this.keys.delete(key);
  }

  has(key: string | undefined): boolean {
    return key !== undefined && this.keys.has(key);
  }
}

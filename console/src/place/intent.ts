/** Answers after which nothing stands in the way of another try, and none was made: the next one is a new intention. */
const ENDED = new Set([400, 403, 404, 405, 413, 415, 422, 502]);

/** A UUID, also where the page came over plain http and `randomUUID` is kept from it. */
const newKey = (): string => {
  const random = crypto.getRandomValues(new Uint8Array(16));
  const bytes = random.map((byte, at) => {
    if (at === 6) return (byte & 0x0f) | 0x40;
    return at === 8 ? (byte & 0x3f) | 0x80 : byte;
  });
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** One intention has one Idempotency-Key, however often it is sent: what may have been taken calls nobody twice. */
export class Intent {
  private key = newKey();
  private form: string | undefined;

  /** The key for what the form says; another one where that has changed since it was last sent. */
  keyFor(form: string): string {
    if (this.form !== undefined && this.form !== form) this.renew();
    this.form = form;
    return this.key;
  }

  /** What came of it: the status of Atlas's answer, 0 where none came, as also where something in between answered in its place. */
  answered(status: number): void {
    if ((status >= 200 && status < 300) || ENDED.has(status)) this.renew();
  }

  private renew(): void {
    this.key = newKey();
    this.form = undefined;
  }
}

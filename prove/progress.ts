const EVERY_MS = 5_000;

/** Says every few seconds what goes on. */
export class Progress {
  private said = '';
  private phaseName = '';
  private tell: () => string = () => '';
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly print: (line: string) => void) {
    this.timer = setInterval(() => this.say(), EVERY_MS);
  }

  /** From now on this goes on; `tell` says how far it is. */
  phase(name: string, tell: () => string): void {
    this.phaseName = name;
    this.tell = tell;
    this.say();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private say(): void {
    const line = `${this.phaseName}: ${this.tell()}`;
    if (this.phaseName === '' || line === this.said) return;
    this.said = line;
    const seconds = Math.round(performance.now() / 1000);
    this.print(`${String(seconds).padStart(4)} s  ${line}`);
  }
}

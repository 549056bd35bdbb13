/** The terminal's codes that begin and end a style. */
export const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** What the demo writes to, such as `process.stdout`. */
export interface Output {
  readonly isTTY: boolean;
  readonly columns?: number | undefined;
  hasColors(): boolean;
  write(text: string): unknown;
}

/** Where the demo writes: colours where a person reads it, plain text everywhere else. */
export class Terminal {
  constructor(private readonly out: Output) {}

  line(text = ''): void {
    this.out.write(`${text}\n`);
  }

  style(style: keyof typeof STYLES, text: string): string {
    if (!this.out.isTTY || !this.out.hasColors()) return text;
    const [begin, end] = STYLES[style];
    return `\u001B[${begin}m${text}\u001B[${end}m`;
  }

  heading(text: string): void {
    this.line(this.style('bold', text));
  }

  /** `POST /users              201  what came of it` */
  request(what: string, status: number, outcome: string): void {
    this.line(`${this.style('cyan', what.padEnd(WIDTH))} ${this.style('green', String(status))}  ${outcome}`);
  }

  /** `   0:03  answered       by a person` */
  moment(time: string, what: string, text: string): void {
    const width = Math.max(MIN_TEXT_WIDTH, (this.out.columns ?? 110) - INDENT - 1);
    const [first = '', ...more] = wrap(text, width);
    const label = this.style('yellow', first ? what.padEnd(INDENT - 10) : what);
    this.line(`${this.style('dim', time.padStart(7))}  ${label} ${first}`.trimEnd());
    for (const rest of more) this.line(' '.repeat(INDENT) + rest);
  }
}

const WIDTH = 24;
const INDENT = 25;
const MIN_TEXT_WIDTH = 30;

/** Breaks a text at its spaces into lines of at most `width` characters; a longer word stays whole. */
function wrap(text: string, width: number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) return [...lines, word];
    return [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}

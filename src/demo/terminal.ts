import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Where the demo writes: colours where a person reads it, plain text everywhere else. */
export class Terminal {
  constructor(private readonly out: NodeJS.WriteStream) {}

  line(text = ''): void {
    this.out.write(`${text}\n`);
  }

  style(style: Style, text: string): string {
    return this.out.isTTY && this.out.hasColors() ? styleText(style, text) : text;
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
    this.line(
      `${this.style('dim', time.padStart(7))}  ${this.style('yellow', what.padEnd(14))} ${text}`.trimEnd(),
    );
  }
}

const WIDTH = 24;

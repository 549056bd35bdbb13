import { stripVTControlCharacters } from 'node:util';
import { pictureOf } from './picture.js';
import type { Output } from './terminal.js';

/** Passes on what is written, and keeps it with colours and in lines of one width, whatever the terminal is like. */
export class Camera implements Output {
  readonly isTTY = true;
  readonly columns = 110;
  private seen = '';

  constructor(private readonly out: Output) {}

  hasColors(): boolean {
    return true;
  }

  write(text: string): void {
    this.seen += text;
    this.out.write(this.out.isTTY && this.out.hasColors() ? text : stripVTControlCharacters(text));
  }

  /** All that was written, under the command that prints it, as an SVG document. */
  picture(command: string): string {
    return pictureOf(`$ ${command}\n\n${this.seen}`);
  }
}

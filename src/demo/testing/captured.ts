import type { Output } from '../terminal.js';

/** An output that keeps what is written to it; `terminal` makes it one with colours and this many columns. */
export function captured(terminal?: { columns: number }): { out: Output; lines: () => string[] } {
  let text = '';
  const out: Output = {
    isTTY: terminal !== undefined,
    hasColors: () => terminal !== undefined,
    columns: terminal?.columns,
    write: (part: string) => {
      text += part;
    },
  };
  return { out, lines: () => text.split('\n').slice(0, -1) };
}

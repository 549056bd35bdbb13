type Cell = string | number | boolean | Date | null | undefined;

/** A column of a table: the field of its rows that it shows. */
export interface Column {
  name: string;
  /** What begins like a formula here, and is none. Without it whatever begins so is text that somebody wrote. */
  plain?: RegExp;
}

/** What a spreadsheet would take for a formula; some leave out what is not seen before it, and know it in full width too. */
const FORMULA = /^(?:[\s\p{Cf}]*[=+\-@＝＋－＠]|[\t\r\n])/u;
export const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/;
/** In E.164. */
export const PLAIN_PHONE_NUMBER = /^\+\d{1,15}$/;

const textOf = (cell: Cell, plain?: RegExp): string => {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell !== 'string') return String(cell);
  return FORMULA.test(cell) && !plain?.test(cell) ? `'${cell}` : cell;
};

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const lineOf = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;

/** The first line of a table, as RFC 4180 writes it. */
export const csvHead = (columns: readonly Column[]): string => lineOf(columns.map(({ name }) => name));

/** One row of it. */
export const csvLine = (columns: readonly Column[], row: object): string =>
  lineOf(columns.map(({ name, plain }) => textOf((row as Record<string, Cell>)[name], plain)));

/** A table of numbers, and of words that stand for them; the columns are those named. */
export const csvOf = (names: readonly string[], rows: readonly object[]): string => {
  const columns = names.map((name) => ({ name, plain: PLAIN_NUMBER }));
  return csvHead(columns) + rows.map((row) => csvLine(columns, row)).join('');
};

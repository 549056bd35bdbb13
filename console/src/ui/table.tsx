import type { ComponentChildren } from 'preact';
import styles from './table.module.css';

/** A column by its head, or with `isNumber` one of numbers, which stand at its right. */
type Column = string | { head: string; isNumber: true };

interface Props {
  /** What it lists, for who cannot see it. */
  label: string;
  columns: readonly Column[];
  /** Its rows. */
  children: ComponentChildren;
}

/** A table, which is moved to the side where the screen is narrower, by the keyboard too. */
export const Table = ({ label, columns, children }: Props) => (
  <div class={styles.scroll} tabIndex={0} role="group" aria-label={label}>
    <table class={styles.table}>
      <thead>
        <tr>
          {columns.map((column) => {
            const [head, look] = typeof column === 'string' ? [column] : [column.head, styles.number];
            return (
              <th key={head} scope="col" class={look}>
                {head}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);

/** A cell of a column of numbers. */
export const NumberCell = ({ children }: { children: ComponentChildren }) => (
  <td class={styles.number}>{children}</td>
);

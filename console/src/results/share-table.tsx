import type { ComponentChildren } from 'preact';
import { NumberCell, Table } from '../ui/table.js';
import { resultsWords } from '../words/results.js';
import { CallsLink } from './calls-link.js';
import styles from './results.module.css';

export interface Share {
  key: string;
  name: ComponentChildren;
  calls: number;
  filter: string;
}

/** A table whose rows are bars, too: how many calls each stands for. */
export const ShareTable = ({ label, head, rows }: { label: string; head: string; rows: Share[] }) => {
  const most = Math.max(1, ...rows.map(({ calls }) => calls));
  return (
    <Table label={label} columns={[head, { head: resultsWords.columns.calls, isNumber: true }]}>
      {rows.map(({ key, name, calls, filter }) => (
        <tr key={key}>
          <td class={styles.share}>
            {name}
            <span class={styles.bar} style={{ width: `${(calls / most) * 100}%` }} />
          </td>
          <NumberCell>
            <CallsLink count={calls} filter={filter} />
          </NumberCell>
        </tr>
      ))}
    </Table>
  );
};

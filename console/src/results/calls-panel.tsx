import { api, read, type Schema } from '../api/client.js';
import { NumberCell, Table } from '../ui/table.js';
import { STATUS_WORDS } from '../words/call-states.js';
import { resultsWords } from '../words/results.js';
import { CallsLink } from './calls-link.js';
import { DayBars, type Tone } from './day-bars.js';
import { Nothing, ResultsPanel } from './results-panel.js';
import type { ResultsSearch } from './results-search.js';
import styles from './results.module.css';

type Outcomes = Schema<'Outcomes'>;

const { columns } = resultsWords;
type Status = keyof typeof STATUS_WORDS;

const TONES: Record<Status, Tone> = {
  completed: 'good',
  'no-answer': 'warn',
  busy: 'warn',
  failed: 'bad',
  canceled: 'quiet',
  'in-progress': 'accent',
  ringing: 'accent',
  initiated: 'accent',
  queued: 'accent',
};
const STATUSES = Object.keys(TONES) as Status[];

const Cells = ({ row }: { row: Outcomes }) => (
  <>
    <NumberCell>
      <CallsLink count={row.total} filter={row.filter} />
    </NumberCell>
    {STATUSES.map((status) => (
      <NumberCell key={status}>
        <CallsLink count={row[status]} filter={row.filter} also={{ status }} />
      </NumberCell>
    ))}
  </>
);

const heads = [columns.total, ...STATUSES.map((status) => STATUS_WORDS[status])].map((head) => ({
  head,
  isNumber: true as const,
}));

export const CallsPanel = ({ search }: { search: ResultsSearch }) => (
  <ResultsPanel
    name="calls"
    search={search}
    ask={(query, signal) => read(api.GET('/analytics/calls', { params: { query }, signal }))}
  >
    {({ all, rows }) =>
      all.total === 0 ? (
        <Nothing>{resultsWords.noCalls}</Nothing>
      ) : (
        <>
          <ul class={styles.legend}>
            {STATUSES.filter((status) => all[status] > 0).map((status) => (
              <li key={status}>
                <span class={`${styles.dot} ${styles[TONES[status]]}`} /> {STATUS_WORDS[status]}{' '}
                <CallsLink count={all[status]} filter={all.filter} also={{ status }} />
              </li>
            ))}
          </ul>
          <DayBars
            label={resultsWords.panels.calls}
            bars={rows.map((row) => ({
              day: row.day,
              parts: STATUSES.map((status) => ({
                name: STATUS_WORDS[status],
                value: row[status],
                tone: TONES[status],
              })),
            }))}
          />
          <details>
            <summary>{resultsWords.asTable}</summary>
            <Table label={resultsWords.panels.calls} columns={[columns.day, ...heads]}>
              {rows.map((row) => (
                <tr key={row.day}>
                  <td>{resultsWords.day(row.day)}</td>
                  <Cells row={row} />
                </tr>
              ))}
              <tr>
                <td>{columns.total}</td>
                <Cells row={all} />
              </tr>
            </Table>
          </details>
        </>
      )
    }
  </ResultsPanel>
);

import { api, read } from '../api/client.js';
import { NumberCell, Table } from '../ui/table.js';
import { resultsWords } from '../words/results.js';
import { CallsLink } from './calls-link.js';
import { DayBars } from './day-bars.js';
import { Nothing, ResultsPanel } from './results-panel.js';
import { daysOf, type ResultsSearch } from './results-search.js';
import styles from './results.module.css';

const { columns } = resultsWords;

export const CostPanel = ({ search }: { search: ResultsSearch }) => (
  <ResultsPanel
    name="cost"
    search={search}
    ask={(query, signal) => read(api.GET('/analytics/cost', { params: { query }, signal }))}
  >
    {({ all, unpriced, rows, from, to }) => (
      <>
        {all.length === 0 && <Nothing>{resultsWords.nonePriced}</Nothing>}
        {all.map(({ currency, cost, calls, filter }) => {
          const own = new Map(
            rows.filter((row) => row.currency === currency).map((row) => [row.day, row.cost]),
          );
          return (
            <div key={currency} class={styles.currency}>
              <p class={styles.sum}>
                {resultsWords.money(cost, currency)}{' '}
                <small>
                  <CallsLink count={calls} filter={filter} /> {columns.calls}
                </small>
              </p>
              <DayBars
                label={`${resultsWords.panels.cost}, ${currency}`}
                top={Math.max(...[...own.values()].map(Number), Number.MIN_VALUE)}
                bars={daysOf({ from, to }).map((day) => ({
                  day,
                  text: own.has(day)
                    ? resultsWords.money(own.get(day) ?? '', currency)
                    : resultsWords.noPrice,
                  parts: [{ name: currency, value: Math.max(0, Number(own.get(day) ?? 0)), tone: 'accent' }],
                }))}
              />
            </div>
          );
        })}
        {unpriced.calls > 0 && (
          <p class={styles.note}>
            {resultsWords.unpriced} <CallsLink count={unpriced.calls} filter={unpriced.filter} />
          </p>
        )}
        {rows.length > 0 && (
          <details>
            <summary>{resultsWords.asTable}</summary>
            <Table
              label={resultsWords.panels.cost}
              columns={[
                columns.day,
                { head: columns.cost, isNumber: true },
                { head: columns.calls, isNumber: true },
              ]}
            >
              {rows.map((row) => (
                <tr key={`${row.day} ${row.currency}`}>
                  <td>{resultsWords.day(row.day)}</td>
                  <NumberCell>{resultsWords.money(row.cost, row.currency)}</NumberCell>
                  <NumberCell>
                    <CallsLink count={row.calls} filter={row.filter} />
                  </NumberCell>
                </tr>
              ))}
            </Table>
          </details>
        )}
      </>
    )}
  </ResultsPanel>
);

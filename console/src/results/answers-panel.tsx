import { api, read, type Schema } from '../api/client.js';
import { Table } from '../ui/table.js';
import { resultsWords } from '../words/results.js';
import { CallsLink } from './calls-link.js';
import { Nothing, ResultsPanel } from './results-panel.js';
import type { ResultsSearch } from './results-search.js';
import styles from './results.module.css';

type Hour = Schema<'HourAnswers'>;

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
/** Shades, from none to all answered. */
const SHADES = 5;

const shadeOf = ({ rate }: Hour): string | undefined =>
  rate === null ? undefined : styles[`shade${Math.min(SHADES, Math.floor(rate * SHADES) + 1)}`];

const Cell = ({ hour }: { hour: Hour | undefined }) => {
  if (!hour) return <td class={styles.cell} />;
  const { answered, unanswered, dialled, rate, filter } = hour;
  return (
    <td
      class={`${styles.cell} ${shadeOf(hour) ?? ''}`}
      title={resultsWords.cell(answered, answered + unanswered, dialled)}
    >
      <CallsLink count={dialled} filter={filter}>
        {resultsWords.percent(rate)}
        <small>
          <CountOf answered={answered} ended={answered + unanswered} />
        </small>
      </CallsLink>
    </td>
  );
};

const CountOf = ({ answered, ended }: { answered: number; ended: number }) => (
  <>{`${resultsWords.count(answered)}/${resultsWords.count(ended)}`}</>
);

export const AnswersPanel = ({ search }: { search: ResultsSearch }) => (
  <ResultsPanel
    name="answers"
    search={search}
    ask={(query, signal) => read(api.GET('/analytics/answers', { params: { query }, signal }))}
  >
    {({ dialled, rate, rows }) => {
      if (dialled === 0) return <Nothing>{resultsWords.noneDialled}</Nothing>;
      const hours = [...new Set(rows.map(({ hour }) => hour))].sort((a, b) => a - b);
      return (
        <>
          <p class={styles.note}>
            {resultsWords.answersLead(resultsWords.percent(rate), resultsWords.count(dialled))}
          </p>
          <Table
            label={resultsWords.panels.answers}
            columns={[resultsWords.columns.hour, ...WEEKDAYS.map(resultsWords.weekday)]}
          >
            {hours.map((hour) => (
              <tr key={hour}>
                <td>{resultsWords.hour(hour)}</td>
                {WEEKDAYS.map((weekday) => (
                  <Cell
                    key={weekday}
                    hour={rows.find((row) => row.hour === hour && row.weekday === weekday)}
                  />
                ))}
              </tr>
            ))}
          </Table>
        </>
      );
    }}
  </ResultsPanel>
);

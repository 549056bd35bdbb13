import { api, read } from '../api/client.js';
import { resultsWords } from '../words/results.js';
import { Nothing, ResultsPanel } from './results-panel.js';
import type { ResultsSearch } from './results-search.js';
import { ShareTable } from './share-table.js';
import styles from './results.module.css';

const { panels, columns } = resultsWords;

interface Props {
  search: ResultsSearch;
}

export const AttemptsPanel = ({ search }: Props) => (
  <ResultsPanel
    name="attempts"
    search={search}
    ask={(query, signal) => read(api.GET('/analytics/attempts', { params: { query }, signal }))}
  >
    {({ rows }) =>
      rows.length === 0 ? (
        <Nothing>{resultsWords.noCalls}</Nothing>
      ) : (
        <ShareTable
          label={panels.attempts}
          head={columns.attempts}
          rows={rows.map((row) => ({ ...row, key: row.filter, name: resultsWords.attemptsOf(row) }))}
        />
      )
    }
  </ResultsPanel>
);

export const DurationsPanel = ({ search }: Props) => (
  <ResultsPanel
    name="durations"
    search={search}
    ask={(query, signal) => read(api.GET('/analytics/durations', { params: { query }, signal }))}
  >
    {({ calls, average_seconds: average, rows }) =>
      rows.every((row) => row.calls === 0) ? (
        <Nothing>{resultsWords.noneAnswered}</Nothing>
      ) : (
        <>
          {average !== null && (
            <p class={styles.note}>
              {resultsWords.durationsLead(resultsWords.seconds(average), resultsWords.count(calls))}
            </p>
          )}
          <ShareTable
            label={panels.durations}
            head={columns.duration}
            rows={rows.map((row) => ({ ...row, key: row.filter, name: resultsWords.durationOf(row) }))}
          />
        </>
      )
    }
  </ResultsPanel>
);

export const FailuresPanel = ({ search }: Props) => (
  <ResultsPanel
    name="failures"
    search={search}
    ask={(query, signal) => read(api.GET('/analytics/failures', { params: { query }, signal }))}
  >
    {({ rows }) =>
      rows.length === 0 ? (
        <Nothing>{resultsWords.noneFailed}</Nothing>
      ) : (
        <ShareTable
          label={panels.failures}
          head={columns.reason}
          rows={rows.map((row) => ({
            ...row,
            key: row.reason,
            name: (
              <>
                {row.meaning} <code>{row.reason}</code>
                {row.fix !== null && <small class={styles.fix}>{row.fix}</small>}
              </>
            ),
          }))}
        />
      )
    }
  </ResultsPanel>
);

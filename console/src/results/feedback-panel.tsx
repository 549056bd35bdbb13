import { Link } from '@tanstack/react-router';
import { api, read, type Schema } from '../api/client.js';
import { NumberCell, Table } from '../ui/table.js';
import { Time } from '../ui/time.js';
import { resultsWords } from '../words/results.js';
import { CallsLink } from './calls-link.js';
import { DayBars } from './day-bars.js';
import { Nothing, ResultsPanel } from './results-panel.js';
import { daysOf, type ResultsSearch } from './results-search.js';
import styles from './results.module.css';

type Score = Schema<'Score'>;

const { columns } = resultsWords;
const POINTS = [1, 2, 3, 4, 5] as const;
const OVERALL = 'overall_satisfaction';
const MOST_POINTS = 5;

const nameOf = ({ question }: Score): string => resultsWords.questions[question] ?? question;

const heads = [columns.given, columns.average, ...POINTS.map(resultsWords.pointsOf)].map((head) => ({
  head,
  isNumber: true as const,
}));

/** The query that a question's own points are found by. */
const pointsOf = ({ question }: Score, n: number): Record<string, string> => ({ result: `${question}/${n}` });

const Cells = ({ score }: { score: Score }) => (
  <>
    <NumberCell>
      <CallsLink count={score.given} filter={score.filter} />
    </NumberCell>
    <NumberCell>{resultsWords.average(score.average)}</NumberCell>
    {POINTS.map((n) => (
      <NumberCell key={n}>
        <CallsLink count={score[`points_${n}`]} filter={score.filter} also={pointsOf(score, n)} />
      </NumberCell>
    ))}
  </>
);

const Notes = ({ notes }: { notes: Schema<'Note'>[] }) => (
  <>
    <h3>{resultsWords.notes}</h3>
    {notes.length === 0 && <Nothing>{resultsWords.noneNoted}</Nothing>}
    <ul class={styles.notes}>
      {notes.map((note) => (
        <li key={note.call_id}>
          <p>{note.notes}</p>
          <small>
            <Time at={note.created_at} />, {resultsWords.pointsOf(note.overall_satisfaction)},{' '}
            <Link to={'/calls/$call' as string} params={{ call: note.call_id } as never}>
              {resultsWords.toCall}
            </Link>
          </small>
        </li>
      ))}
    </ul>
  </>
);

export const FeedbackPanel = ({ search }: { search: ResultsSearch }) => (
  <ResultsPanel
    name="feedback"
    search={search}
    ask={(query, signal) => read(api.GET('/analytics/feedback', { params: { query }, signal }))}
  >
    {({ given, all, rows, notes, from, to }) =>
      given === 0 ? (
        <Nothing>{resultsWords.noneRated}</Nothing>
      ) : (
        <>
          <Table label={resultsWords.panels.feedback} columns={[columns.question, ...heads]}>
            {all.map((score) => (
              <tr key={score.question}>
                <td>{nameOf(score)}</td>
                <Cells score={score} />
              </tr>
            ))}
          </Table>
          <h3>{resultsWords.averageOf(resultsWords.questions[OVERALL] ?? '')}</h3>
          <DayBars
            label={resultsWords.averageOf(resultsWords.questions[OVERALL] ?? '')}
            top={MOST_POINTS}
            bars={daysOf({ from, to }).map((day) => {
              const row = rows.find((each) => each.day === day && each.question === OVERALL);
              return {
                day,
                text: row ? resultsWords.average(row.average) : resultsWords.noFeedback,
                parts: [{ name: OVERALL, value: row?.average ?? 0, tone: 'good' }],
              };
            })}
          />
          <details>
            <summary>{resultsWords.asTable}</summary>
            <Table
              label={resultsWords.averageOf(resultsWords.panels.feedback)}
              columns={[columns.day, columns.question, ...heads]}
            >
              {rows.map((row) => (
                <tr key={`${row.day} ${row.question}`}>
                  <td>{resultsWords.day(row.day)}</td>
                  <td>{nameOf(row)}</td>
                  <Cells score={row} />
                </tr>
              ))}
            </Table>
          </details>
          <Notes notes={notes} />
        </>
      )
    }
  </ResultsPanel>
);

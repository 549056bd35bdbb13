import { useQuery, keepPreviousData } from '@tanstack/react-query';
import type { ComponentChildren } from 'preact';
import { Panel } from '../ui/panel.js';
import { resultsWords } from '../words/results.js';
import { asAsked, type ResultsSearch } from './results-search.js';
import styles from './results.module.css';

interface Props<Data> {
  /** The end of its route. */
  name: keyof typeof resultsWords.panels;
  search: ResultsSearch;
  ask: (query: ReturnType<typeof asAsked>, signal: AbortSignal) => Promise<Data>;
  children: (data: Data) => ComponentChildren;
}

/** One part of the results, which loads and fails by itself, with its table as CSV. */
export const ResultsPanel = <Data,>({ name, search, ask, children }: Props<Data>) => {
  const asked = asAsked(search);
  const query = useQuery({
    queryKey: ['results', name, asked],
    queryFn: ({ signal }) => ask(asked, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  const title = resultsWords.panels[name];
  const csv = new URLSearchParams({ ...asked, format: 'csv' }).toString();
  return (
    <Panel
      title={title}
      query={query}
      actions={
        <a
          class={styles.csv}
          href={`/analytics/${name}?${csv}`}
          download
          aria-label={resultsWords.csvOf(title)}
        >
          {resultsWords.csv}
        </a>
      }
    >
      {children}
    </Panel>
  );
};

export const Nothing = ({ children }: { children: ComponentChildren }) => (
  <p class={styles.nothing}>{children}</p>
);

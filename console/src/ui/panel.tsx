import type { ComponentChildren } from 'preact';
import { Loading } from './loading.js';
import { ProblemNote } from './problem-note.js';
import { Section } from './section.js';

interface Asked<Data> {
  data: Data | undefined;
  error: unknown;
  refetch: () => unknown;
}

interface Props<Data> {
  title: string;
  actions?: ComponentChildren;
  /** What it shows, as a query: loading and failing by itself, so that it hides nothing else. */
  query: Asked<Data>;
  children: (data: Data) => ComponentChildren;
}

/** A titled part of a page. What was read before stays when reading it anew fails. */
export const Panel = <Data,>({ title, actions, query, children }: Props<Data>) => {
  const { data, error, refetch } = query;
  return (
    <Section title={title} actions={actions}>
      {Boolean(error) && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data === undefined ? !error && <Loading /> : children(data)}
    </Section>
  );
};

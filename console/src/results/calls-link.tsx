import { Link } from '@tanstack/react-router';
import type { ComponentChildren } from 'preact';
import { resultsWords } from '../words/results.js';

interface Props {
  count: number;
  /** As the API gives it: the query that lists these calls. */
  filter: string;
  /** More of the query, such as a status. */
  also?: Record<string, string>;
  children?: ComponentChildren;
}

/** A number, and the way to the calls behind it; none leads nowhere. */
export const CallsLink = ({ count, filter, also, children }: Props) => {
  const shown = children ?? resultsWords.count(count);
  if (count === 0) return <>{shown}</>;
  const search = { ...Object.fromEntries(new URLSearchParams(filter)), ...also };
  return (
    <Link to={'/calls' as string} search={search as never}>
      {shown}
    </Link>
  );
};

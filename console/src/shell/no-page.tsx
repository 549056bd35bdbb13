import { Link } from '@tanstack/react-router';
import { Empty } from '../ui/empty.js';
import { shellWords } from '../words/shell.js';

export const NoPage = () => (
  <Empty title={shellWords.noPage}>
    <Link to={'/calls' as string}>{shellWords.toCalls}</Link>
  </Empty>
);

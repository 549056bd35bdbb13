import { ApiProblem } from '../api/problem.js';
import { shellWords } from '../words/shell.js';
import { Button } from './button.js';
import styles from './states.module.css';

interface Props {
  error: unknown;
  /** Where it makes sense to ask again. */
  onRetry?: () => void;
}

/** A failure where the person is looking, with the id by which it is found in the log. */
export const ProblemNote = ({ error, onRetry }: Props) => {
  if (!error) return null;
  const message = error instanceof Error ? error.message : shellWords.broken;
  const requestId = error instanceof ApiProblem ? error.requestId : null;
  return (
    <div class={styles.problem} role="alert">
      <span>{message}</span>
      {requestId !== null && <code>{shellWords.requestId(requestId)}</code>}
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {shellWords.tryAgain}
        </Button>
      )}
    </div>
  );
};

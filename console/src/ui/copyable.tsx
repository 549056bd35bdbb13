import { shellWords } from '../words/shell.js';
import styles from './copyable.module.css';
import { useCopy } from './use-copy.js';

/** An id that a click copies; where that cannot be, a click selects it. */
export const Copyable = ({ text, what }: { text: string; what: string }) => {
  const { said, copy } = useCopy();
  return (
    <span class={styles.copyable}>
      <button
        type="button"
        class={styles.id}
        title={shellWords.copy(what)}
        aria-label={`${shellWords.copy(what)}: ${text}`}
        onClick={({ currentTarget }) => void copy(text, currentTarget)}
      >
        {text}
      </button>
      <span role="status" class={styles.said}>
        {said}
      </span>
    </span>
  );
};

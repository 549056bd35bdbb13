import { useState } from 'preact/hooks';
import { shellWords } from '../words/shell.js';
import styles from './copyable.module.css';

/** A browser gives pages its clipboard over https and on this machine only. */
const hasClipboard = (): boolean => 'clipboard' in navigator && window.isSecureContext;

/** An id that a click copies; where that cannot be, a click selects it. */
export const Copyable = ({ text, what }: { text: string; what: string }) => {
  const [said, setSaid] = useState('');
  const copy = async (element: HTMLElement): Promise<void> => {
    if (hasClipboard()) {
      await navigator.clipboard.writeText(text);
      setSaid(shellWords.copied);
    } else {
      getSelection()?.selectAllChildren(element);
      setSaid(shellWords.noClipboard);
    }
    setTimeout(() => setSaid(''), 2500);
  };
  return (
    <span class={styles.copyable}>
      <button
        type="button"
        class={styles.id}
        title={shellWords.copy(what)}
        aria-label={`${shellWords.copy(what)}: ${text}`}
        onClick={({ currentTarget }) => void copy(currentTarget)}
      >
        {text}
      </button>
      <span role="status" class={styles.said}>
        {said}
      </span>
    </span>
  );
};

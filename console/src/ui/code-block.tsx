import { useId, useRef } from 'preact/hooks';
import { shellWords } from '../words/shell.js';
import { Button } from './button.js';
import styles from './code-block.module.css';
import { useCopy } from './use-copy.js';

interface Props {
  title: string;
  text: string;
  /** What a button copies; left out where nobody would want it. */
  what?: string;
}

/** A text with its line breaks, as programs write it: moved to the side where it is wide, and copied as it is. */
export const CodeBlock = ({ title, text, what }: Props) => {
  const id = useId();
  const shown = useRef<HTMLPreElement>(null);
  const { said, copy } = useCopy();
  return (
    <figure class={styles.block} aria-labelledby={id}>
      <figcaption class={styles.head}>
        <span id={id} class={styles.title}>
          {title}
        </span>
        <span role="status" class={styles.said}>
          {said}
        </span>
        {what !== undefined && (
          <Button
            size="small"
            aria-label={shellWords.copy(what)}
            onClick={() => void copy(text, shown.current)}
          >
            {shellWords.copyShort}
          </Button>
        )}
      </figcaption>
      <pre ref={shown} class={styles.text} tabIndex={0} aria-labelledby={id}>
        {text}
      </pre>
    </figure>
  );
};

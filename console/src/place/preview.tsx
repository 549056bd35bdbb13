import type { ComponentChildren } from 'preact';
import { placeWords } from '../words/place.js';
import { Allowed } from './allowed.js';
import type { PlaceInput } from './draft.js';
import { Listen } from './listen.js';
import styles from './place.module.css';
import { planSentence } from './plan-sentence.js';
import { heardBy } from './spoken.js';

const NUMBER = /^\+[1-9]\d{6,14}$/;

interface Props {
  input: PlaceInput;
  errors: ReadonlyMap<string, string>;
  /** What sends it. */
  children: ComponentChildren;
}

const isPlanFault = (field: string): boolean => /^(scheduled_at|expires_at|calling_window|retry)/.test(field);

/** What will happen, from exactly what is sent. */
export const Preview = ({ input, errors, children }: Props) => {
  const heard = heardBy(input);
  const isPlanSound = ![...errors.keys()].some(isPlanFault);
  return (
    <aside class={`${styles.card} ${styles.preview}`} aria-label={placeWords.preview}>
      <h2>{placeWords.preview}</h2>
      <p class={styles.sentence} aria-live="polite">
        {isPlanSound ? planSentence(input) : placeWords.mistakes}
      </p>
      {NUMBER.test(input.to) && <Allowed to={input.to} />}
      <ol class={styles.heard}>
        {heard.map(({ kind, text }) => (
          <li key={text} class={kind === 'event' ? styles.event : undefined}>
            {text}
          </li>
        ))}
      </ol>
      <Listen texts={heard.filter(({ kind }) => kind === 'speech').map(({ text }) => text)} />
      {children}
    </aside>
  );
};

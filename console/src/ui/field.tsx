import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import styles from './field.module.css';

interface Control {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface Props {
  label: string;
  hint?: ComponentChildren;
  /** What is wrong with what was given. */
  error?: string | undefined;
  children: (control: Control) => ComponentChildren;
}

/** A control with its label, hint and error, all told to screen readers. */
export const Field = ({ label, hint, error, children }: Props) => {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class={styles.field}>
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <div id={`${id}-hint`} class={styles.hint}>
          {hint}
        </div>
      )}
      {error && (
        <div id={`${id}-error`} class={styles.error} role="alert">
          {error}
        </div>
      )}
    </div>
  );
};

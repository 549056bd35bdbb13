import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { shellWords } from '../words/shell.js';
import styles from './page.module.css';

interface Props {
  title: string;
  /** One sentence below the title. */
  lead?: ComponentChildren;
  /** Buttons beside the title. */
  actions?: ComponentChildren;
  children?: ComponentChildren;
}

/** A page with its title, which the browser's window shows too. */
export const Page = ({ title, lead, actions, children }: Props) => {
  useEffect(() => {
    document.title = `${title} – ${shellWords.product}`;
  }, [title]);
  return (
    <div class={styles.page}>
      <div class={styles.head}>
        <div>
          <h1>{title}</h1>
          {lead && <p class={styles.lead}>{lead}</p>}
        </div>
        {actions && <div class={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
};

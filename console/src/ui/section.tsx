import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import styles from './panel.module.css';

interface Props {
  title: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** A titled part of a page, of what is there already. */
export const Section = ({ title, actions, children }: Props) => {
  const id = useId();
  return (
    <section class={styles.panel} aria-labelledby={id}>
      <div class={styles.head}>
        <h2 id={id}>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
};

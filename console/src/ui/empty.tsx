import type { ComponentChildren } from 'preact';
import styles from './states.module.css';

interface Props {
  title: string;
  role?: 'alert' | 'status';
  children?: ComponentChildren;
}

/** Where there is nothing to show: what that means, and what to do. */
export const Empty = ({ title, role, children }: Props) => (
  <div class={styles.empty} role={role}>
    <h2>{title}</h2>
    {children}
  </div>
);

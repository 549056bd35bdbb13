import type { ComponentChildren } from 'preact';
import styles from './badge.module.css';

export type Tone = 'plain' | 'busy' | 'good' | 'warn' | 'bad';

export const Badge = ({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) => (
  <span class={`${styles.badge} ${styles[tone]}`}>{children}</span>
);

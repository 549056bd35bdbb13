import { shellWords } from '../words/shell.js';
import styles from './states.module.css';

export const Loading = () => (
  <p class={styles.loading} role="status">
    {shellWords.loading}
  </p>
);

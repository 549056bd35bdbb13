import { useState } from 'preact/hooks';
import { shellWords } from '../words/shell.js';
import { chooseTheme, chosenTheme, THEMES } from './theme.js';
import styles from './shell.module.css';

export const ThemeChoice = () => {
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <label class={styles.theme}>
      <span class="visually-hidden">{shellWords.theme.label}</span>
      <select
        value={theme}
        onChange={({ currentTarget }) => {
          const chosen = THEMES.find((each) => each === currentTarget.value) ?? 'system';
          setTheme(chosen);
          chooseTheme(chosen);
        }}
      >
        {THEMES.map((each) => (
          <option key={each} value={each}>
            {shellWords.theme[each]}
          </option>
        ))}
      </select>
    </label>
  );
};

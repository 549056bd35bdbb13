import { phoneWords } from '../words/phone.js';
import styles from './handset.module.css';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const LETTERS: Readonly<Record<string, string>> = {
  '2': 'ABC', '3': 'DEF', '4': 'GHI', '5': 'JKL', '6': 'MNO', '7': 'PQRS', '8': 'TUV', '9': 'WXYZ', '0': '+',
}; // prettier-ignore

/** The keys of a telephone; while one of them has the focus, so do those of the keyboard. */
export const Keypad = ({ isOff, onPress }: { isOff: boolean; onPress: (key: string) => void }) => (
  <div
    class={styles.keypad}
    role="group"
    aria-label={phoneWords.keypad}
    onKeyDown={({ key }) => {
      if (!isOff && KEYS.includes(key)) onPress(key);
    }}
  >
    {KEYS.map((key) => (
      <button
        key={key}
        type="button"
        class={styles.key}
        data-letters={LETTERS[key] ?? ''}
        disabled={isOff}
        aria-label={phoneWords.key(key)}
        onClick={() => onPress(key)}
      >
        {key}
      </button>
    ))}
  </div>
);

import styles from './chips.module.css';

interface Props<Value extends string> {
  label: string;
  /** What each stands for, by its value. */
  choices: readonly (readonly [Value, string])[];
  isChosen: (value: Value) => boolean;
  onPress: (value: Value) => void;
}

/** Filters that a click turns on and off. */
export const Chips = <Value extends string>({ label, choices, isChosen, onPress }: Props<Value>) => (
  <div class={styles.chips} role="group" aria-label={label}>
    {choices.map(([value, text]) => (
      <button
        key={value}
        type="button"
        class={styles.chip}
        aria-pressed={isChosen(value)}
        onClick={() => onPress(value)}
      >
        {text}
      </button>
    ))}
  </div>
);

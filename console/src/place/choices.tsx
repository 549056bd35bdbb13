import { useId } from 'preact/hooks';
import styles from './place.module.css';

interface Props<Name extends string> {
  legend: string;
  names: readonly Name[];
  labels: Record<Name, string>;
  chosen: readonly Name[];
  error: string | undefined;
  onChange: (chosen: Name[]) => void;
}

/** Several of a few, which stay in the order in which they are shown. */
export const Choices = <Name extends string>(props: Props<Name>) => {
  const { legend, names, labels, chosen, error, onChange } = props;
  const id = useId();
  const toggle = (name: Name): void =>
    onChange(names.filter((each) => (each === name) !== chosen.includes(each)));
  return (
    <fieldset class={styles.days} aria-describedby={error && id}>
      <legend>{legend}</legend>
      {names.map((name) => (
        <label key={name} class={styles.tick}>
          <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} />
          {labels[name]}
        </label>
      ))}
      {error && (
        <div id={id} class={styles.fault} role="alert">
          {error}
        </div>
      )}
    </fieldset>
  );
};

import { useId } from 'preact/hooks';
import forms from './form.module.css';

interface Props {
  legend: string;
  /** Of its boxes in the form. */
  name: string;
  /** What each stands for, by its value. */
  choices: Readonly<Record<string, string>>;
  error: string | undefined;
}

/** Words of which any number may be chosen. */
export const Choices = ({ legend, name, choices, error }: Props) => {
  const id = useId();
  return (
    <fieldset class={forms.choices} aria-describedby={error && id}>
      <legend>{legend}</legend>
      {Object.entries(choices).map(([value, text]) => (
        <label key={value}>
          <input type="checkbox" name={name} value={value} />
          <span>
            <code>{value}</code> {text}
          </span>
        </label>
      ))}
      {error && (
        <div id={id} class={forms.error} role="alert">
          {error}
        </div>
      )}
    </fieldset>
  );
};

import { useId } from 'preact/hooks';
import forms from './form.module.css';
import { Prose } from './prose.js';

interface Props {
  legend: string;
  /** Of its boxes in the form. */
  name: string;
  /** What each stands for, by its value. */
  choices: Readonly<Record<string, string>>;
  /** Those that are chosen to begin with. */
  chosen?: readonly string[];
  /** Where what stands above says it to those who see. */
  isLegendHidden?: boolean;
  error?: string | undefined;
}

/** Words of which any number may be chosen. */
export const Choices = ({ legend, name, choices, chosen = [], isLegendHidden = false, error }: Props) => {
  const id = useId();
  return (
    <fieldset class={forms.choices} aria-describedby={error && id}>
      <legend class={isLegendHidden ? 'visually-hidden' : undefined}>{legend}</legend>
      {Object.entries(choices).map(([value, text]) => (
        <label key={value}>
          <input type="checkbox" name={name} value={value} defaultChecked={chosen.includes(value)} />
          <span>
            <code>{value}</code> <Prose text={text} />
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

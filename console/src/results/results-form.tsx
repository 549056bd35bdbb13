import { present, textIn } from '../api/search-values.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import forms from '../ui/form.module.css';
import { resultsWords } from '../words/results.js';
import { asAsked, lastDays, type ResultsSearch } from './results-search.js';

const PRESETS = [7, 30, 90];
const { fields } = resultsWords;

interface Props {
  search: ResultsSearch;
  onShow: (search: ResultsSearch) => void;
}

const zones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** Which days, and whose. */
export const ResultsForm = ({ search, onShow }: Props) => {
  const { time_zone: zone } = asAsked(search);
  const shown = { ...lastDays(30, zone), ...search };
  return (
    <form
      class={forms.row}
      key={JSON.stringify(search)}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        onShow(
          present({
            from: textIn(form.get('from')),
            to: textIn(form.get('to')),
            time_zone: textIn(form.get('time_zone')),
          }),
        );
      }}
    >
      {(['from', 'to'] as const).map((name) => (
        <Field key={name} label={fields[name]}>
          {(control) => (
            <input {...control} name={name} type="date" required defaultValue={shown[name] ?? ''} />
          )}
        </Field>
      ))}
      <Field label={fields.zone}>
        {(control) => (
          <>
            <input {...control} name="time_zone" list="results-zones" required defaultValue={zone} />
            <datalist id="results-zones">
              {zones().map((each) => (
                <option key={each} value={each} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Button type="submit" kind="primary">
        {resultsWords.show}
      </Button>
      {PRESETS.map((days) => (
        <Button key={days} onClick={() => onShow({ ...search, ...lastDays(days, zone) })}>
          {resultsWords.last(days)}
        </Button>
      ))}
    </form>
  );
};

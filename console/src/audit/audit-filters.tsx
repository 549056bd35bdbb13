import { fieldErrors } from '../api/field-errors.js';
import { fromLocalInput, toLocalInput } from '../api/local-time.js';
import { present, textIn } from '../api/search-values.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import forms from '../ui/form.module.css';
import { auditWords } from '../words/audit.js';
import { type AuditSearch, isFiltered } from './audit-search.js';

const { fields, hints } = auditWords;

interface Props {
  search: AuditSearch;
  /** What was wrong with what was looked for. */
  error: unknown;
  onFilter: (search: AuditSearch) => void;
}

const filtersOf = (form: FormData): AuditSearch =>
  present({
    who: textIn(form.get('who')),
    action: textIn(form.get('action')),
    resource: textIn(form.get('resource')),
    from: fromLocalInput(form.get('from')),
    until: fromLocalInput(form.get('until')),
  });

/** The filters, as the address has them. */
export const AuditFilters = ({ search, error, onFilter }: Props) => {
  const errors = fieldErrors(error);
  return (
    <form
      class={forms.row}
      role="search"
      key={JSON.stringify(search)}
      onSubmit={(event) => {
        event.preventDefault();
        onFilter(filtersOf(new FormData(event.currentTarget)));
      }}
    >
      {(['who', 'action', 'resource'] as const).map((name) => (
        <Field key={name} label={fields[name]} error={errors.get(name)}>
          {(control) => (
            <input {...control} name={name} placeholder={hints[name]} defaultValue={search[name] ?? ''} />
          )}
        </Field>
      ))}
      {(['from', 'until'] as const).map((name) => (
        <Field key={name} label={fields[name]} error={errors.get(name)}>
          {(control) => (
            <input {...control} name={name} type="datetime-local" defaultValue={toLocalInput(search[name])} />
          )}
        </Field>
      ))}
      <Button type="submit">{auditWords.filter}</Button>
      {isFiltered(search) && <Button onClick={() => onFilter({})}>{auditWords.all}</Button>}
    </form>
  );
};

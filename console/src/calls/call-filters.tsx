import { fromLocalInput, toLocalInput } from '../api/local-time.js';
import { Button } from '../ui/button.js';
import { Chips } from '../ui/chips.js';
import { Field } from '../ui/field.js';
import forms from '../ui/form.module.css';
import { STATUS_WORDS } from '../words/call-states.js';
import { callsWords } from '../words/calls.js';
import { type CallSearch, callSearch, STATUSES, type Status, statusesIn } from './call-search.js';
import styles from './calls.module.css';

const { fields, hints } = callsWords;
const FLAGS = ['has_recording', 'has_feedback'] as const;

interface Props {
  search: CallSearch;
  onFilter: (search: CallSearch) => void;
}

const toggled = (search: CallSearch, status: Status): CallSearch => {
  const chosen = statusesIn(search.status);
  const next = chosen.includes(status) ? chosen.filter((each) => each !== status) : [...chosen, status];
  return callSearch({ ...search, status: next.join(',') });
};

const Statuses = ({ search, onFilter }: Props) => (
  <Chips
    label={callsWords.statuses}
    choices={STATUSES.map((status) => [status, STATUS_WORDS[status]] as const)}
    isChosen={(status) => statusesIn(search.status).includes(status)}
    onPress={(status) => onFilter(toggled(search, status))}
  />
);

type TextName = 'user' | 'to' | 'campaign_id' | 'metadata' | 'result' | 'first_dialled';

const flagOf = (text: unknown): boolean | undefined =>
  text === 'true' || text === 'false' ? text === 'true' : undefined;

const filtersOf = (form: FormData, { status }: CallSearch): CallSearch =>
  callSearch({
    ...Object.fromEntries(form),
    status,
    from: fromLocalInput(form.get('from')),
    until: fromLocalInput(form.get('until')),
    ...Object.fromEntries(FLAGS.map((name) => [name, flagOf(form.get(name))])),
  });

const Text = ({ name, search }: { name: TextName; search: CallSearch }) => (
  <Field label={fields[name]}>
    {(control) => (
      <input {...control} name={name} placeholder={hints[name]} defaultValue={search[name] ?? ''} />
    )}
  </Field>
);

const More = ({ search }: { search: CallSearch }) => (
  <details
    class={styles.more}
    open={Object.keys(search).some((name) => !['status', 'user', 'to'].includes(name))}
  >
    <summary>{callsWords.more}</summary>
    <div class={forms.row}>
      {(['from', 'until'] as const).map((name) => (
        <Field key={name} label={fields[name]}>
          {(control) => (
            <input {...control} name={name} type="datetime-local" defaultValue={toLocalInput(search[name])} />
          )}
        </Field>
      ))}
      {(['campaign_id', 'metadata', 'result', 'first_dialled'] as const).map((name) => (
        <Text key={name} name={name} search={search} />
      ))}
      {FLAGS.map((name) => (
        <Field key={name} label={fields[name]}>
          {(control) => (
            <select {...control} name={name} defaultValue={String(search[name] ?? '')}>
              <option value="">{callsWords.any}</option>
              <option value="true">{callsWords.yes}</option>
              <option value="false">{callsWords.no}</option>
            </select>
          )}
        </Field>
      ))}
    </div>
  </details>
);

/** The filters, as the address has them. */
export const CallFilters = ({ search, onFilter }: Props) => (
  <form
    role="search"
    class={styles.filters}
    key={JSON.stringify(search)}
    onSubmit={(event) => {
      event.preventDefault();
      onFilter(filtersOf(new FormData(event.currentTarget), search));
    }}
  >
    <Statuses search={search} onFilter={onFilter} />
    <div class={forms.row}>
      <Text name="user" search={search} />
      <Text name="to" search={search} />
      <Button type="submit">{callsWords.filter}</Button>
      {Object.keys(search).length > 0 && <Button onClick={() => onFilter({})}>{callsWords.showAll}</Button>}
    </div>
    <More search={search} />
  </form>
);

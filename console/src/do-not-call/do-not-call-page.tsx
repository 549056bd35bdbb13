import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { textIn } from '../api/search-values.js';
import { Button } from '../ui/button.js';
import { Facts } from '../ui/facts.js';
import { Field } from '../ui/field.js';
import { ForScope } from '../ui/for-scope.js';
import forms from '../ui/form.module.css';
import { Page } from '../ui/page.js';
import { Panel } from '../ui/panel.js';
import { Time } from '../ui/time.js';
import { doNotCallWords } from '../words/do-not-call.js';
import { listWords } from '../words/list.js';
import { shellWords } from '../words/shell.js';
import { AddNumber } from './add-number.js';
import { listedNumber } from './listed-number.js';
import { numberSearch } from './number-search.js';
import { RemoveNumber } from './remove-number.js';
import { RulesPanel } from './rules-panel.js';

const { facts } = doNotCallWords;

const Listed = ({ number }: { number: string }) => {
  const query = useQuery({
    queryKey: ['do-not-call', number],
    queryFn: async ({ signal }) => ({ entry: await listedNumber(number, signal) }),
  });
  const isListed = Boolean(query.data?.entry);
  return (
    <Panel
      title={`${doNotCallWords.found}: ${number}`}
      query={query}
      actions={isListed && <RemoveNumber number={number} />}
    >
      {({ entry }) =>
        entry ? (
          <>
            <p>{doNotCallWords.isListed}</p>
            <Facts
              facts={[
                [facts.lastFour, entry.last_four],
                [facts.source, entry.source],
                [facts.note, entry.note ?? listWords.none],
                [facts.since, <Time at={entry.added_at} />],
              ]}
            />
          </>
        ) : (
          <p>{doNotCallWords.isNotListed}</p>
        )
      }
    </Panel>
  );
};

const LookUp = ({ number, onLook }: { number: string | undefined; onLook: (number: string) => void }) => (
  <form
    class={forms.row}
    role="search"
    key={number ?? ''}
    onSubmit={(event) => {
      event.preventDefault();
      const asked = numberSearch({ number: textIn(new FormData(event.currentTarget).get('number')) }).number;
      if (asked !== undefined) onLook(asked);
    }}
  >
    <Field label={doNotCallWords.number}>
      {(control) => (
        <input
          {...control}
          name="number"
          type="tel"
          autocomplete="off"
          placeholder="+14155550123"
          defaultValue={number ?? ''}
        />
      )}
    </Field>
    <Button type="submit">{doNotCallWords.look}</Button>
  </form>
);

/** The list cannot be read through, for it has no numbers: one is looked up. */
export const DoNotCallPage = () => {
  const { number } = useSearch({ from: '/do-not-call' });
  const navigate = useNavigate({ from: '/do-not-call' });
  const look = (asked: string): void => void navigate({ search: { number: asked } });
  return (
    <Page
      title={shellWords.nav.doNotCall}
      lead={doNotCallWords.lead}
      actions={<AddNumber number={number} onAdded={look} />}
    >
      <ForScope scope="calls:read">
        <LookUp number={number} onLook={look} />
        {number !== undefined && (
          <>
            <Listed number={number} />
            <RulesPanel number={number} />
          </>
        )}
      </ForScope>
    </Page>
  );
};

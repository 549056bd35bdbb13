import { useQuery } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { api, read, type Schema } from '../api/client.js';
import { fieldErrors } from '../api/field-errors.js';
import { textIn } from '../api/search-values.js';
import { Choices } from '../ui/choices.js';
import { Field } from '../ui/field.js';
import { SubmitForm } from '../ui/submit-form.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';
import type { Endpoint } from './endpoint-state.js';
import styles from './subscriptions.module.css';

export interface EndpointInput {
  url: string;
  types: Schema<'CreateSubscription'>['types'];
  description: string | undefined;
}

const inputOf = (form: FormData): EndpointInput => ({
  url: textIn(form.get('url')) ?? '',
  types: form.getAll('types') as EndpointInput['types'],
  description: textIn(form.get('description')),
});

interface Props {
  /** What it is now, where it is changed. */
  endpoint?: Endpoint;
  action: string;
  error: unknown;
  isPending: boolean;
  onSubmit: (input: EndpointInput) => void;
  onCancel: () => void;
}

/** Single types with what they mean, as Atlas says it; those that are chosen stay where that cannot be read. */
const useSingles = (chosen: readonly string[]): Record<string, string> => {
  const { data } = useQuery({
    queryKey: ['event-types'],
    queryFn: ({ signal }) => read(api.GET('/events/types', { signal })),
    staleTime: Infinity,
  });
  const unread = chosen.filter((type) => !(type in words.subjects)).map((type) => [type, ''] as const);
  const known = (data?.data ?? [])
    .filter(({ type }) => type !== 'subscription.test')
    .map(({ type, description }) => [type, description] as const);
  return Object.fromEntries([...unread, ...known]);
};

/** What an endpoint is told of, and where. */
export const EndpointForm = ({ endpoint, action, error, isPending, onSubmit, onCancel }: Props) => {
  const [hasNone, setHasNone] = useState(false);
  const chosen: readonly string[] = endpoint?.types ?? [];
  const singles = useSingles(chosen);
  const errors = fieldErrors(error);
  return (
    <SubmitForm
      action={action}
      error={error}
      isPending={isPending}
      onSubmit={(form) => {
        const input = inputOf(form);
        setHasNone(input.types.length === 0);
        if (input.types.length > 0) onSubmit(input);
      }}
      onCancel={onCancel}
    >
      <Field label={words.fields.url} hint={words.urlHint} error={errors.get('url')}>
        {(control) => (
          <input
            {...control}
            name="url"
            type="url"
            autocomplete="off"
            placeholder="https://example.com/hooks/atlas"
            defaultValue={endpoint?.url}
          />
        )}
      </Field>
      <Field label={words.fields.description} error={errors.get('description')}>
        {(control) => (
          <input
            {...control}
            name="description"
            autocomplete="off"
            defaultValue={endpoint?.description ?? ''}
          />
        )}
      </Field>
      <Choices
        legend={words.fields.types}
        name="types"
        choices={words.subjects}
        chosen={chosen}
        error={hasNone ? words.chooseTypes : errors.get('types')}
      />
      <details class={styles.singles} open={chosen.some((type) => !(type in words.subjects))}>
        <summary>{words.single}</summary>
        <Choices legend={words.single} isLegendHidden name="types" choices={singles} chosen={chosen} />
      </details>
    </SubmitForm>
  );
};

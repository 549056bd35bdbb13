import { useId } from 'preact/hooks';
import type { Schema } from '../api/client.js';
import { fieldErrors } from '../api/field-errors.js';
import { fromLocalInput } from '../api/local-time.js';
import { textIn } from '../api/search-values.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import forms from '../ui/form.module.css';
import { ProblemNote } from '../ui/problem-note.js';
import { accessWords } from '../words/access.js';
import { listWords } from '../words/list.js';

type CreateKey = Schema<'CreateKey'>;

const { fields, scopes } = accessWords;
const SCOPES = Object.keys(scopes) as (keyof typeof scopes)[];

const inputOf = (form: FormData): CreateKey => ({
  name: textIn(form.get('name')) ?? '',
  scopes: SCOPES.filter((scope) => form.getAll('scopes').includes(scope)),
  expires_at: fromLocalInput(form.get('expires_at')) ?? null,
});

const Scopes = ({ error }: { error: string | undefined }) => {
  const id = useId();
  return (
    <fieldset class={forms.choices} aria-describedby={error && id}>
      <legend>{fields.scopes}</legend>
      {SCOPES.map((scope) => (
        <label key={scope}>
          <input type="checkbox" name="scopes" value={scope} />
          <span>
            <code>{scope}</code> {scopes[scope]}
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

interface Props {
  error: unknown;
  isPending: boolean;
  onSubmit: (input: CreateKey) => void;
  onCancel: () => void;
}

/** What a new key is for, what its holder may, and for how long. */
export const KeyForm = ({ error, isPending, onSubmit, onCancel }: Props) => {
  const errors = fieldErrors(error);
  return (
    <form
      class={forms.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(inputOf(new FormData(event.currentTarget)));
      }}
    >
      <Field label={fields.name} error={errors.get('name')}>
        {(control) => <input {...control} name="name" autocomplete="off" required />}
      </Field>
      <Scopes error={errors.get('scopes')} />
      <Field label={fields.expires} error={errors.get('expires_at')}>
        {(control) => <input {...control} name="expires_at" type="datetime-local" />}
      </Field>
      <ProblemNote error={error} />
      <div class={forms.buttons}>
        <Button onClick={onCancel}>{listWords.cancel}</Button>
        <Button kind="primary" type="submit" disabled={isPending}>
          {accessWords.create}
        </Button>
      </div>
    </form>
  );
};

import type { Schema } from '../api/client.js';
import { fieldErrors } from '../api/field-errors.js';
import { fromLocalInput } from '../api/local-time.js';
import { textIn } from '../api/search-values.js';
import { Choices } from '../ui/choices.js';
import { Field } from '../ui/field.js';
import { SubmitForm } from '../ui/submit-form.js';
import { accessWords } from '../words/access.js';

type CreateKey = Schema<'CreateKey'>;

const { fields, scopes } = accessWords;
const SCOPES = Object.keys(scopes) as (keyof typeof scopes)[];

const inputOf = (form: FormData): CreateKey => ({
  name: textIn(form.get('name')) ?? '',
  scopes: SCOPES.filter((scope) => form.getAll('scopes').includes(scope)),
  expires_at: fromLocalInput(form.get('expires_at')) ?? null,
});

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
    <SubmitForm
      action={accessWords.create}
      error={error}
      isPending={isPending}
      onSubmit={(form) => onSubmit(inputOf(form))}
      onCancel={onCancel}
    >
      <Field label={fields.name} error={errors.get('name')}>
        {(control) => <input {...control} name="name" autocomplete="off" required />}
      </Field>
      <Choices legend={fields.scopes} name="scopes" choices={scopes} error={errors.get('scopes')} />
      <Field label={fields.expires} error={errors.get('expires_at')}>
        {(control) => <input {...control} name="expires_at" type="datetime-local" />}
      </Field>
    </SubmitForm>
  );
};

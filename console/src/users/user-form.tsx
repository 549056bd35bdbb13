import { fieldErrors } from '../api/field-errors.js';
import { Field } from '../ui/field.js';
import { SubmitForm } from '../ui/submit-form.js';
import { usersWords } from '../words/users.js';
import { type UserInput, userInput } from './user-input.js';

interface Props {
  /** What the fields say at first. */
  user?: UserInput;
  action: string;
  error: unknown;
  isPending: boolean;
  onSubmit: (input: UserInput) => void;
  onCancel: () => void;
}

const FIELDS = [
  { name: 'name', type: 'text', autocomplete: 'off', required: true },
  { name: 'email', type: 'email', autocomplete: 'off', required: true },
  { name: 'phone_number', type: 'tel', autocomplete: 'off', required: true },
  { name: 'external_id', type: 'text', autocomplete: 'off', required: false },
] as const;

const hints: Partial<Record<string, string>> = usersWords.hints;

/** The fields of a user; what Atlas says of one stands at it, the rest below, with the request's id. */
export const UserForm = ({ user, action, error, isPending, onSubmit, onCancel }: Props) => {
  const errors = fieldErrors(error);
  return (
    <SubmitForm
      action={action}
      error={error}
      isPending={isPending}
      onSubmit={(form) => onSubmit(userInput(form))}
      onCancel={onCancel}
    >
      {FIELDS.map((field) => (
        <Field
          key={field.name}
          label={usersWords.fields[field.name]}
          hint={hints[field.name]}
          error={errors.get(field.name)}
        >
          {(control) => <input {...control} {...field} defaultValue={user?.[field.name] ?? ''} />}
        </Field>
      ))}
    </SubmitForm>
  );
};

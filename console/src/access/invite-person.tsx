import { api, read, type Schema } from '../api/client.js';
import { useMadeOnce } from '../api/use-made-once.js';
import { fieldErrors } from '../api/field-errors.js';
import { textIn } from '../api/search-values.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { ShownOnce } from '../ui/shown-once.js';
import { Field } from '../ui/field.js';
import forms from '../ui/form.module.css';
import { Time } from '../ui/time.js';
import { SubmitForm } from '../ui/submit-form.js';
import { peopleWords } from '../words/people.js';
import { RoleField, roleIn } from './role-field.js';

type Invite = Schema<'InvitePerson'>;

const inputOf = (form: FormData): Invite => ({
  name: textIn(form.get('name')) ?? '',
  email: textIn(form.get('email')) ?? '',
  role: roleIn(form),
});

interface FormProps {
  error: unknown;
  isPending: boolean;
  onSubmit: (input: Invite) => void;
  onCancel: () => void;
}

const InviteForm = ({ error, isPending, onSubmit, onCancel }: FormProps) => {
  const errors = fieldErrors(error);
  return (
    <SubmitForm
      action={peopleWords.inviteAction}
      error={error}
      isPending={isPending}
      onSubmit={(form) => onSubmit(inputOf(form))}
      onCancel={onCancel}
    >
      <Field label={peopleWords.fields.name} error={errors.get('name')}>
        {(control) => <input {...control} name="name" autocomplete="off" />}
      </Field>
      <Field label={peopleWords.fields.email} error={errors.get('email')}>
        {(control) => <input {...control} name="email" type="email" autocomplete="off" />}
      </Field>
      <RoleField error={errors.get('role')} />
    </SubmitForm>
  );
};

/** Invites somebody, and shows the link for them once: with this part of the page it is gone. */
export const InvitePerson = () => {
  const { dialog, open, close, mutate, data, error, isPending } = useMadeOnce('people', (body: Invite) =>
    read(api.POST('/people', { body })),
  );
  return (
    <>
      <Button kind="primary" size="small" onClick={open}>
        {peopleWords.invite}
      </Button>
      <Dialog
        {...dialog}
        title={data ? peopleWords.linkTitle : peopleWords.invite}
        description={data ? peopleWords.linkText(data.email) : peopleWords.inviteText}
      >
        {data ? (
          <ShownOnce secret={data.link} what={peopleWords.link} done={peopleWords.sent} onDone={close}>
            <p class={forms.note}>
              {peopleWords.until} <Time at={data.link_expires_at} />
            </p>
          </ShownOnce>
        ) : (
          <InviteForm error={error} isPending={isPending} onSubmit={mutate} onCancel={close} />
        )}
      </Dialog>
    </>
  );
};
